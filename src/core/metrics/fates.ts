import type { Keep } from '../skillset/study.ts';
import type { ReportFacts } from './facts.ts';
import type { SeriesSamples } from './groupIntoCells.ts';
import { judgedBy } from './judgedSamples.ts';
import { textScores } from './textScores.ts';

/** What became of an attempt. Only of `kept` and `dropped` ones is it known whether they are data. */
export type Fate = 'kept' | 'dropped' | 'unreadable' | 'ungraded' | 'failed';

/** Of each sample. It is decided only once every grader has a verdict; `points` are those of each judgement. */
export function fatesOf(
  facts: ReportFacts,
  { series, samples }: SeriesSamples,
  points: readonly number[],
  { graders, keep }: { readonly graders: readonly string[]; readonly keep: Keep },
): Fate[] {
  const juries = graders.map((grader) => judgedBy(grader, facts, samples));
  const passes = points.map((mask) => isKept(mask, series.draw.k, keep));
  return samples.map((sample, index) => {
    const state = facts.samples.state[sample] ?? 'failed';
    if (state !== 'text') return state;
    if (keep === 'all') return 'kept';
    const states = juries.map((judged) => judged.state[index]);
    if (states.length === 0 || states.includes('ungraded')) return 'ungraded';
    if (states.includes('unreadable-grading')) return 'unreadable';
    if (states.includes('failed')) return 'failed';
    return juries.every(({ judgement }) => passes[judgement[index] ?? 0]) ? 'kept' : 'dropped';
  });
}

function isKept(points: number, k: number, keep: Keep): boolean {
  const { fullMarks, allSkills } = textScores(points, k);
  return (keep === 'full-marks' ? fullMarks : allSkills) === 1;
}
