import type { NameIndex } from '../names.ts';
import type { Accept } from '../problem.ts';
import type { Project } from '../project.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a check of the whole project looks at. */
export interface Checked {
  readonly project: Project;
  readonly index: NameIndex;
  readonly surroundings: Surroundings;
  /** Reports in the file at that path. Ranges count from the start of its text. */
  readonly acceptIn: (path: string) => Accept;
}

/** A check that needs more than one entry. */
export type ProjectCheck = (checked: Checked) => void;
