import type { SampleId } from '../runs/records.ts';
import type { Hardness } from './hardness.ts';

/** A graded text that people may be asked about, without its words. */
export interface ReviewCandidate {
  readonly id: SampleId;
  readonly k: number;
  /** `endpoint/model`, or `author`. */
  readonly student: string;
  /** Undefined: everybody says the same of it, and it is not a near miss. */
  readonly hardness: Hardness | undefined;
}
