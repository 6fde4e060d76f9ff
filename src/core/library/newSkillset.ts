import { countMixes } from '../mixes/countMixes.ts';
import { renderName, renderNames } from '../skillset/edits/renderName.ts';
import type { Library, LibraryCategory } from './library.ts';

/** What the author of a new skillset has chosen. */
export interface LibraryChoice {
  readonly title: string;
  /** By name, at least one. */
  readonly categories: readonly string[];
  /** How many topics, at least two; all of them where there are not as many. */
  readonly topics: number;
}

/**
 * The text of a new skillset file: the chosen part of the library itself, so that the study stays as it is when the
 * library changes, with splits, and with a study of the paper's sizes as far as there are as many mixes.
 */
export function newSkillset(library: Library, choice: LibraryChoice): string {
  const categories = library.categories.filter(({ name }) => choice.categories.includes(name));
  const topics = takeEvenly(library.topics, choice.topics);
  return `${[
    head(choice.title),
    '# To try by hand: "Add a random mix" draws one.\nmixes: []',
    splits(categories),
    study(categories, topics.length),
    `skills:\n${categories.map(skills).join('\n\n')}`,
    `topics:\n${topics.map((topic) => `  - ${topic}`).join('\n')}`,
  ].join('\n\n')}\n`;
}

function head(title: string): string {
  return `# The skills and topics below are a copy from the Skillmix library: change them as your study needs it.
skillset: 1
title: ${renderName(title)}`;
}

function splits(categories: readonly LibraryCategory[]): string {
  const { training, heldOut } = sidesOf(categories);
  return `${sidesComment(training, heldOut)}
splits:
  training: { categories: ${namesOf(training)}, topics: 50% }
  held-out: { categories: ${namesOf(heldOut)}, topics: rest }`;
}

interface Sides {
  readonly training: readonly LibraryCategory[];
  readonly heldOut: readonly LibraryCategory[];
}

/** As the library has it; where that leaves one side empty, the categories are halved; a single one is on both. */
function sidesOf(categories: readonly LibraryCategory[]): Sides {
  const training = categories.filter(({ isTraining }) => isTraining);
  const heldOut = categories.filter(({ isTraining }) => !isTraining);
  if (training.length > 0 && heldOut.length > 0) return { training, heldOut };
  if (categories.length === 1) return { training: categories, heldOut: categories };
  const half = Math.ceil(categories.length / 2);
  return { training: categories.slice(0, half), heldOut: categories.slice(half) };
}

function sidesComment(training: Sides['training'], heldOut: Sides['heldOut']): string {
  return training === heldOut
    ? '# With one category only the topics are held out: add another to hold out skills.'
    : '# Split by category, so that related skills stay on one side. Topics are divided with the seed of the study.';
}

/** By k: how often Zhao et al. tried (arXiv 2409.19808). */
const ATTEMPTS = { 1: 5_000, 2: 10_000, 3: 10_000 } as const;

function study(categories: readonly LibraryCategory[], topics: number): string {
  const trainingTopics = Math.round(topics / 2);
  const attempts = (k: 1 | 2 | 3, from: readonly LibraryCategory[]) =>
    Math.min(Number(countMixes(countSkills(from), trainingTopics, k)), ATTEMPTS[k]);
  const { training } = sidesOf(categories);
  return `# After "Can Models Learn Skill Composition from Examples?" (Zhao et al., NeurIPS 2024), with as many attempts as there,
# or one for each mix that there is. Models are named endpoint/model; the settings can name others.
study:
  seed: 1
  data:
    student: openai/gpt-4o
    keep: full-marks
    parts:
      # Every skill alone, held-out ones too; skills in combination come from the training split only.
      - { k: 1, skills: all, topics: training, attempts: ${attempts(1, categories)} }
      - { k: 2, split: training, attempts: ${attempts(2, training)} }
      - { k: 3, split: training, attempts: ${attempts(3, training)} }
  train:
    base: mistralai/Mistral-7B-Instruct-v0.2
    engine: trl
    steps: 4000
    batch: 64
    learningRate: 2e-5
    schedule: constant
    warmup: 64
    maxLength: 1024
  evaluate: { splits: [training, held-out, all], k: [2, 3, 4, 5], mixes: 100, generations: 3 }
  grade: { graders: [openai/gpt-4o], rounds: 3 }
  # budget: 50 USD`;
}

function skills({ name, title, skills: entries }: LibraryCategory): string {
  return [`  # ${name}: ${title}`, ...entries.map((entry) => `  - ${entry}`)].join('\n');
}

function namesOf(categories: readonly LibraryCategory[]): string {
  return renderNames(categories.map(({ name }) => name));
}

function countSkills(categories: readonly LibraryCategory[]): number {
  return categories.reduce((sum, { skills: entries }) => sum + entries.length, 0);
}

/** A part spread over the whole list, so that every subject is in it. */
function takeEvenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) =>
    Math.floor(index * step),
  ).flatMap((index) => items[index] ?? []);
}
