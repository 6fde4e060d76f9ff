import { parseDocument as parseYaml } from 'yaml';
import { completionsAt } from '../../src/core/skillset/completions.ts';
import { findProblems } from '../../src/core/skillset/problems.ts';
import { loadProject, type Project, type SkillsetFiles } from '../../src/core/skillset/project.ts';
import { measured, median } from './measured.ts';
import { type Memory, memoryOfThis } from './memory.ts';
import { EDITS, placeOfEdit, placeOfName, skillsetText } from './skillsetText.ts';

export interface EditBench {
  readonly skills: number;
  readonly characters: number;
  /** From a changed text to its problems, median CPU in milliseconds. */
  readonly edit: number;
  /** The `yaml` package parsing the same text once, median CPU in milliseconds. */
  readonly floor: number;
  readonly problems: number;
  /** From a changed text, read, to what can be written at the cursor, median CPU in milliseconds. */
  readonly completion: number;
  /** Of this process after all of that. */
  readonly memory: Memory;
}

/** Types a letter into a definition, again and again, and has the problems found each time. */
export async function benchEdits(skills: number): Promise<EditBench> {
  const file = await OpenFile.open(skillsetText(skills));
  const edits: number[] = [];
  let problems = 0;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = placeOfEdit(file.text, edit);
    const changed = file.with('x', at, at);
    const took = await measured(async () => {
      await file.change(changed);
      problems = findProblems(file.project).get('bench')?.length ?? 0;
    });
    edits.push(took.cpu);
  }
  const completion = await benchCompletion(file);
  const memory = memoryOfThis();
  const floors: number[] = [];
  for (let run = 0; run < 3; run += 1) floors.push((await measured(() => parseYaml(file.text))).cpu);
  return {
    skills,
    characters: file.text.length,
    edit: median(edits),
    floor: median(floors),
    problems,
    completion,
    memory,
  };
}

/** Types more and more of a skill's name into a mix, from the beginning again and again, and asks what can be written. */
async function benchCompletion(file: OpenFile): Promise<number> {
  const at = placeOfName(file.text);
  const completions: number[] = [];
  let before = 0;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const word = 'skill'.slice(0, edit % 5);
    const typed = `${word}, `;
    await file.change(file.with(typed, at, at + before));
    before = typed.length;
    const took = await measured(() => completionsAt(file.project, 'bench', at + word.length));
    completions.push(took.cpu);
  }
  return median(completions);
}

/** Holds no text but the project's own: an editor has its text apart, as the other server's client has. */
class OpenFile {
  project: Project;

  private constructor(project: Project) {
    this.project = project;
  }

  static async open(text: string): Promise<OpenFile> {
    return new OpenFile(await loadProject('bench', filesOf(text)));
  }

  get text(): string {
    return this.project.root.text;
  }

  with(letters: string, start: number, end: number): string {
    return this.text.slice(0, start) + letters + this.text.slice(end);
  }

  async change(text: string): Promise<void> {
    this.project = await loadProject('bench', filesOf(text), this.project);
  }
}

function filesOf(text: string): SkillsetFiles {
  return { read: async () => text, resolve: (_from, relative) => relative };
}
