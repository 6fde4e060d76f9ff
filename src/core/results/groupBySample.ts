import type { Grading, SampleId } from '../runs/records.ts';

/** The gradings of each sample, by grader in order of rounds. */
export function groupBySample(gradings: readonly Grading[]): Map<SampleId, Grading[]> {
  const groups = new Map<SampleId, Grading[]>();
  for (const grading of gradings) {
    const group = groups.get(grading.sampleId);
    if (group === undefined) groups.set(grading.sampleId, [grading]);
    else group.push(grading);
  }
  for (const group of groups.values())
    group.sort((a, b) => (a.grader < b.grader ? -1 : a.grader > b.grader ? 1 : a.round - b.round));
  return groups;
}

/** The graders of some gradings: those that are named first, in that order, then the others. */
export function gradersOf(gradings: readonly Grading[], first: readonly string[]): string[] {
  const present = new Set(gradings.map(({ grader }) => grader));
  return [
    ...first.filter((name) => present.has(name)),
    ...[...present].filter((name) => !first.includes(name)).sort(),
  ];
}
