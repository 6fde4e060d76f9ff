import type { Grading } from '../runs/records.ts';

/**
 * The gradings of one sample by one grader that have a vote: one for each round. A round is graded again when the
 * grader's settings change, or a rule's check: then the newest counts, unless it could not be read and an older one
 * could. Both voting would give that round two votes, and could make a tie of a change.
 */
export function votingRounds(gradings: readonly Grading[]): readonly Grading[] {
  const voting = new Map<number, Grading>();
  for (const grading of gradings) {
    const before = voting.get(grading.round);
    if (before === undefined || replaces(grading, before)) voting.set(grading.round, grading);
  }
  return voting.size === gradings.length ? gradings : [...voting.values()];
}

function replaces(grading: Grading, before: Grading): boolean {
  const isGraded = grading.result.kind === 'graded';
  if (isGraded !== (before.result.kind === 'graded')) return isGraded;
  return grading.createdAt >= before.createdAt;
}
