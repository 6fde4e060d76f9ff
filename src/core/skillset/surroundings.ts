import type { SkillsetDocument } from './document.ts';
import { shiftRange, type TextRange } from './problem.ts';
import { itemsOf, textOf, valueAt } from './tree/node.ts';

/** What is known beyond the files, by the machine that they are edited on. What is left out is not known. */
export interface Surroundings {
  /** The names of the endpoints in the settings. */
  readonly endpoints?: readonly string[];
  /** The models that the settings name, as `endpoint/model`. */
  readonly models?: readonly string[];
  /** The names of the targets in the settings. */
  readonly targets?: readonly string[];
  /** Other skillset files, by their paths relative to the file. */
  readonly files?: readonly string[];
}

/** What a value of the study names on the machine. */
export type MachineKind = 'model' | 'target';

export interface MachineName {
  readonly kind: MachineKind;
  readonly name: string;
  /** In the text of the file. */
  readonly range: TextRange;
}

/** The models and targets that the study of a file names. */
export function machineNames(document: SkillsetDocument): MachineName[] {
  const content = document.sections.find(({ name }) => name === 'study')?.content;
  if (content?.kind !== 'value') return [];
  const { at, node } = content.value;
  return PLACES.flatMap(([section, key]) =>
    itemsOf(valueAt(valueAt(node, section), key)).flatMap((value) => {
      const name = textOf(value)?.trim();
      const kind = MACHINE_KEYS[key];
      return name === undefined || kind === undefined ? [] : { kind, name, range: shiftRange(value, at) };
    }),
  );
}

/** The keys of a study whose values are names of the machine: no other part of the language has keys of these names. */
export const MACHINE_KEYS: { readonly [key: string]: MachineKind } = {
  student: 'model',
  students: 'model',
  graders: 'model',
  target: 'target',
};

const PLACES = [
  ['data', 'student'],
  ['train', 'target'],
  ['evaluate', 'students'],
  ['grade', 'graders'],
] as const;
