import { parseDocument as parseYaml } from 'yaml';
import { completionsAt } from '../../src/core/skillset/completions.ts';
import { findProblems } from '../../src/core/skillset/problems.ts';
import { loadProject, type Project } from '../../src/core/skillset/project.ts';
import { measured, median } from './measured.ts';

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
}

const EDITS = 15;

/** Types a letter into a definition, again and again, and has the problems found each time. */
export async function benchEdits(skills: number): Promise<EditBench> {
  let text = skillsetText(skills);
  let project: Project = await load(text);
  const edits: number[] = [];
  let problems = 0;
  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = text.indexOf('definition:', Math.floor((text.length * edit) / EDITS)) + 'definition: '.length;
    text = `${text.slice(0, at)}x${text.slice(at)}`;
    const before = project;
    const took = await measured(async () => {
      project = await load(text, before);
      problems = findProblems(project).get('bench')?.length ?? 0;
    });
    edits.push(took.cpu);
  }
  const floors: number[] = [];
  for (let run = 0; run < 3; run += 1) floors.push((await measured(() => parseYaml(text))).cpu);
  const completion = await benchCompletion(skills);
  return {
    skills,
    characters: text.length,
    edit: median(edits),
    floor: median(floors),
    problems,
    completion,
  };
}

/** Types a skill's name into a mix, again and again, and asks each time what can be written there. */
async function benchCompletion(skills: number): Promise<number> {
  const original = skillsetText(skills);
  const at = original.indexOf('skill number 1, skill number 2') + 'skill number 1, '.length;
  let project: Project = await load(original);
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

function skillsetText(skills: number): string {
  const entries = Array.from(
    { length: skills },
    (_, index) => `  - name: skill number ${index}
    category: category ${index % 8}
    definition: What a text does when it shows the ability that has been given the number ${index} in this list.
    example: "Here is a sentence, the ${index}th of its kind: it shows what is meant."
`,
  );
  return `skillset: 1\ntitle: Bench\nskills:\n${entries.join('')}topics: [Sewing, Beekeeping, Urbanism]
splits:
  training: { categories: [category 0, category 1, category 2, category 3], topics: 67% }
  held-out: { categories: [category 4, category 5, category 6, category 7], topics: rest }
mixes:
  - skills: [skill number 1, skill number 2]
    topic: Sewing
  - skills: [skill number 3, a missing one]
    topic: Beekeeping
study:
  data: { parts: [{ k: 1, skills: all, topics: training, attempts: 50 }, { k: 2, split: training, attempts: 50 }] }
  evaluate: { splits: [training, held-out], k: [2, 3], mixes: 10 }
`;
}
