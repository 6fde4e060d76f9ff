/** Whole entries and sections, with tab stops where the author has something to say. */
import { type Snippet, stop } from './shape.ts';

export const skillLines = `name: ${stop(1, 'name')}
category: ${stop(2, 'category')}
definition: ${stop(3, 'What it is, in other words.')}
example: ${stop(4, 'A short text that shows it.')}`;

export const skillSnippets: readonly Snippet[] = [
  { label: 'skill', documentation: 'A skill with all that it needs.', body: skillLines },
  {
    label: 'skill with a check',
    documentation: 'A skill that the rule grader can grade, without any model.',
    body: `${skillLines}\ncheck: '${stop(5, '\\\\?')}'`,
  },
];

export const topicSnippets: readonly Snippet[] = [
  {
    label: 'topic with aliases',
    documentation: 'A topic, and other words that show that a text is on it.',
    body: `name: ${stop(1, 'Beekeeping')}\naliases: [${stop(2, 'bees, hive')}]`,
  },
];

export const splitLines = `training: { categories: [$1], topics: ${stop(2, '50%')} }
held-out: { categories: [$3], topics: rest }`;

export const splitSnippets: readonly Snippet[] = [
  {
    label: 'split',
    documentation: 'A named part of the skills and topics.',
    body: `${stop(1, 'training')}: { categories: [$2], topics: ${stop(3, '50%')} }`,
  },
];

export const mixLines = 'skills: [$1]\ntopic: $2';

export const mixSnippets: readonly Snippet[] = [
  { label: 'mix', documentation: 'A mix of skills and a topic.', body: mixLines },
];

/** With three tab stops from a number on. */
export function partLine(first: number): string {
  const split = stop(first + 1, 'training');
  return `{ k: ${stop(first, '2')}, split: ${split}, attempts: ${stop(first + 2, '1000')} }`;
}

export const partSnippets: readonly Snippet[] = [
  { label: 'part', documentation: 'A part of the data, in one line.', body: partLine(1) },
];

export const dataLines = `student: ${stop(1, 'openai/gpt-4o')}
keep: full-marks
parts:
  - ${partLine(2)}`;

export const trainLines = `base: ${stop(1, 'mistralai/Mistral-7B-Instruct-v0.2')}\ntarget: $2`;

export const studySnippets: readonly Snippet[] = [
  {
    label: 'study as in the paper',
    documentation:
      'Data of one to three skills, training, an evaluation of two to five skills, and three rounds of grading.',
    body: `seed: ${stop(1, '1')}
data:
  student: ${stop(2, 'openai/gpt-4o')}
  keep: full-marks
  parts:
    - { k: 1, skills: all, topics: ${stop(3, 'training')}, attempts: 5000 }
    - { k: 2, split: ${stop(3, 'training')}, attempts: 10000 }
    - { k: 3, split: ${stop(3, 'training')}, attempts: 10000 }
train:
  base: ${stop(4, 'mistralai/Mistral-7B-Instruct-v0.2')}
  target: ${stop(5, 'target')}
evaluate: { splits: [${stop(3, 'training')}, ${stop(6, 'held-out')}, all], k: [2, 3, 4, 5], mixes: 100, generations: 3 }
grade: { graders: [${stop(7, 'openai/gpt-4o')}], rounds: 3 }
budget: ${stop(8, '50')} USD`,
  },
];

export const fileSnippets: readonly Snippet[] = [
  {
    label: 'file to start from',
    documentation: 'A skill, topics, a mix, and who grades.',
    body: `skillset: 1
title: ${stop(1, 'My study')}

skills:
  - name: ${stop(2, 'rhetorical question')}
    category: ${stop(3, 'rhetorical')}
    definition: ${stop(4, 'Something asked for effect, not for an answer.')}
    example: ${stop(5, 'Who would not want a quieter home?')}

topics: [${stop(6, 'Sewing, Beekeeping')}]

mixes:
  - skills: [${stop(2, 'rhetorical question')}]
    topic: ${stop(7, 'Sewing')}

study:
  grade: { graders: [${stop(8, 'openai/gpt-4o')}], rounds: 3 }
`,
  },
];

/** What completion writes after a key whose value stands in the lines below it. */
export function below(lines: string): string {
  return lines.replace(/^(?=.)/gmu, '  ').replace(/^/u, '\n');
}

/** The same where the value is a list and the lines are its first entry. */
export function itemBelow(lines: string): string {
  return below(`- ${lines.replaceAll('\n', '\n  ')}`);
}
