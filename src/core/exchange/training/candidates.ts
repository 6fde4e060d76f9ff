import type { Digest } from '../../runs/ports.ts';
import type { Grading, Sample, SampleId, SamplePurpose } from '../../runs/records.ts';
import { createHashNumbers } from '../hashNumbers.ts';
import { type Marks, marksOf } from './marks.ts';

/**
 * What the choice of training data needs to know of the texts: no words, and columns in place of objects, because there
 * may be 100,000 of them. A text is its place in the columns.
 */
export interface Candidates {
  readonly id: readonly SampleId[];
  readonly k: readonly number[];
  readonly generation: readonly number[];
  /** The same for all texts of one student for one mix. */
  readonly group: readonly number[];
  readonly purpose: readonly (SamplePurpose | undefined)[];
  readonly isText: readonly boolean[];
  /** By grader. A column ends with the last text of which its grader has a verdict. */
  readonly marks: ReadonlyMap<string, readonly Marks[]>;
}

export interface CandidateList {
  readonly candidates: Candidates;
  add(sample: Sample, gradings: readonly Grading[]): void;
}

export function createCandidates(digest: Digest, options: { readonly nameRule: boolean }): CandidateList {
  const id: SampleId[] = [];
  const k: number[] = [];
  const generation: number[] = [];
  const group: number[] = [];
  const purpose: (SamplePurpose | undefined)[] = [];
  const isText: boolean[] = [];
  const marks = new Map<string, Marks[]>();
  /** By the hash of student and mix. */
  const groups = createHashNumbers();

  return {
    candidates: { id, k, generation, group, purpose, isText, marks },
    add(sample, gradings) {
      const place = id.length;
      id.push(sample.id);
      k.push(sample.mix.skills.length);
      generation.push(sample.generation);
      const next = groups.size;
      group.push(groups.firstOf(digest(`${sample.mix.id} ${sample.student}`), next) ?? next);
      purpose.push(sample.purpose);
      isText.push(sample.result.kind === 'text');
      for (const [grader, given] of marksOf(sample, gradings, options)) {
        const column = marks.get(grader) ?? [];
        marks.set(grader, column);
        // No gaps: an array with large ones becomes a table of hashes.
        while (column.length < place) column.push(0);
        column.push(given);
      }
    },
  };
}
