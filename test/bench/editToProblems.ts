import { parseDocument as parseYaml } from 'yaml';
import { completionsAt } from '../../src/core/skillset/completions.ts';
import { findProblems } from '../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../src/core/skillset/project.ts';
import { measured, median } from './measured.ts';
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
  /** Of this process after all of that, in bytes. */
  readonly memory: number;
}

/** Types a letter into a definition, again and again, and has the problems found each time. */
export async function benchEdits(skills: number): Promise<EditBench> {
  let text = skillsetText(skills);
  let project: Project = await load(text);
  const edits: number[] = [];
  let problems = 0;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = placeOfEdit(text, edit);
    text = `${text.slice(0, at)}x${text.slice(at)}`;
    const before = project;
    const took = await measured(async () => {
      project = await load(text, before);
      problems = findProblems(project).get('bench')?.length ?? 0;
    });
    edits.push(took.cpu);
  }
  const completion = await benchCompletion(text, project);
  const memory = process.memoryUsage().rss;
  const floors: number[] = [];
  for (let run = 0; run < 3; run += 1) floors.push((await measured(() => parseYaml(text))).cpu);
  return {
    skills,
    characters: text.length,
    edit: median(edits),
    floor: median(floors),
    problems,
    completion,
    memory,
  };
}

/** Types a skill's name into a mix, again and again, and asks each time what can be written there. */
async function benchCompletion(original: string, opened: Project): Promise<number> {
  const at = placeOfName(original);
  let project = opened;
  const completions: number[] = [];
  for (let edit = 0; edit < EDITS; edit += 1) {
    const text = `${original.slice(0, at)}${'skill'.slice(0, edit % 5)}, ${original.slice(at)}`;
    project = await load(text, project);
    const took = await measured(() => completionsAt(project, 'bench', at + (edit % 5)));
    completions.push(took.cpu);
  }
  return median(completions);
}

function load(text: string, previous?: Project): Promise<Project> {
  const files = { read: async () => text, resolve: (_from: string, relative: string) => relative };
  return loadProject('bench', files, previous);
}
