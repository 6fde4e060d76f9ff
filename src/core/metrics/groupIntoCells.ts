import { type CriterionVerdict, type Verdict, verdictOf } from '../grading/verdict.ts';
import { votingRounds } from '../grading/votingRounds.ts';
import type { Grading, Sample, SampleId } from '../runs/records.ts';
import { compare, groupBy } from './grouping.ts';
import type { JudgedCriterion } from './textScores.ts';

/** What is known of one sample in the eyes of one grader. States that must not be mixed up have their own kind. */
export type JudgedState =
  | { readonly kind: 'graded'; readonly criteria: readonly JudgedCriterion[]; readonly ties: number }
  /** A text that nobody has graded yet. */
  | { readonly kind: 'ungraded' }
  | { readonly kind: 'unreadable-answer' }
  | { readonly kind: 'unreadable-grading' }
  /** Asked and no reply, for the text or for all of its gradings. */
  | { readonly kind: 'failed' };

export interface JudgedSample {
  readonly sample: Sample;
  /** Those with a vote: one grading for each round. */
  readonly rounds: readonly Grading[];
  readonly state: JudgedState;
}

/** The samples of one student, split and k, in the eyes of one grader; null where no grader was at it. */
export interface CellGroup {
  readonly student: string;
  readonly grader: string | null;
  readonly split: string;
  readonly k: number;
  readonly judged: readonly JudgedSample[];
  /** Texts that another grader was at and this one was not; they are not among `judged`. */
  readonly leftOut: number;
}

/** Groups in the order of student, grader, split and k. */
export function groupIntoCells(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  options: { readonly nameRule: boolean },
): CellGroup[] {
  const roundsOf = groupBy(gradings, ({ sampleId }) => sampleId);
  const groups = groupBy(samples, ({ student, mix }) =>
    JSON.stringify([student, mix.split, mix.skills.length]),
  );
  return [...groups.values()].flatMap((group) => cellsOf(group, roundsOf, options)).sort(inOrder);
}

type Rounds = ReadonlyMap<SampleId, readonly Grading[]>;

/** One group for each grader that was at one of the samples. */
function cellsOf(
  samples: readonly Sample[],
  roundsOf: Rounds,
  options: { readonly nameRule: boolean },
): CellGroup[] {
  const [first] = samples;
  if (first === undefined) return [];
  const cell = { student: first.student, split: first.mix.split, k: first.mix.skills.length };
  const judgedBy = (grader: string | null) =>
    samples.map((sample) => {
      const rounds = roundsOf.get(sample.id) ?? [];
      return judge(sample, votingRounds(rounds.filter((round) => round.grader === grader)), options);
    });
  const graders = gradersOf(samples, roundsOf);
  if (graders.length === 0) return [{ ...cell, grader: null, judged: judgedBy(null), leftOut: 0 }];
  return graders.map((grader) => {
    const all = judgedBy(grader);
    const judged = all.filter(({ state }) => state.kind !== 'ungraded');
    return { ...cell, grader, judged, leftOut: all.length - judged.length };
  });
}

function gradersOf(samples: readonly Sample[], roundsOf: Rounds): string[] {
  const graders = new Set<string>();
  for (const { id } of samples) for (const { grader } of roundsOf.get(id) ?? []) graders.add(grader);
  return [...graders];
}

function judge(
  sample: Sample,
  rounds: readonly Grading[],
  options: { readonly nameRule: boolean },
): JudgedSample {
  return { sample, rounds, state: stateOf(sample, rounds, options) };
}

function stateOf(
  { mix, result }: Sample,
  rounds: readonly Grading[],
  options: { readonly nameRule: boolean },
): JudgedState {
  if (result.kind === 'unreadable') return { kind: 'unreadable-answer' };
  if (result.kind === 'failed') return { kind: 'failed' };
  if (rounds.length === 0) return { kind: 'ungraded' };
  const verdict = verdictOf(mix, rounds, options);
  if (isComplete(verdict))
    return { kind: 'graded', criteria: verdict, ties: verdict.filter(({ tie }) => tie).length };
  return { kind: rounds.every((round) => round.result.kind === 'failed') ? 'failed' : 'unreadable-grading' };
}

/** Whether every criterion has a point. */
function isComplete(verdict: Verdict): verdict is readonly (CriterionVerdict & JudgedCriterion)[] {
  return verdict.every(({ point }) => point !== undefined);
}

function inOrder(a: CellGroup, b: CellGroup): number {
  return (
    compare(a.student, b.student) ||
    compare(a.grader ?? '', b.grader ?? '') ||
    compare(a.split, b.split) ||
    a.k - b.k
  );
}
