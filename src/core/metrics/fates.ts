import type { Keep } from '../skillset/study.ts';
import type { ReportFacts } from './facts.ts';
import { areBy, judgedState, judgementOf } from './judgedSamples.ts';
import { textScores } from './textScores.ts';

/** What became of an attempt. Only of `kept` and `dropped` ones is it known whether they are data. */
export type Fate = 'kept' | 'dropped' | 'unreadable' | 'ungraded' | 'failed';

/** Of a sample, as its place. It is decided only once every grader has a verdict; `points` are those of each judgement. */
export function createFates(
  facts: ReportFacts,
  points: readonly number[],
  { k, graders, keep }: { readonly k: number; readonly graders: readonly string[]; readonly keep: Keep },
): (sample: number) => Fate {
  const jury = graders.map((grader) => areBy(grader, facts));
  const passes = points.map((mask) => isKept(mask, k, keep));
  return (sample) => {
    const state = facts.samples.state[sample] ?? 'failed';
    if (state !== 'text') return state;
    if (keep === 'all') return 'kept';
    const places = jury.map((isOwn) => judgementOf(facts.samples, sample, isOwn));
    const states = places.map((place) =>
      judgedState(state, place === undefined ? undefined : facts.judgements[place]),
    );
    if (states.length === 0 || states.includes('ungraded')) return 'ungraded';
    if (states.includes('unreadable-grading')) return 'unreadable';
    if (states.includes('failed')) return 'failed';
    return places.every((place) => passes[place ?? 0]) ? 'kept' : 'dropped';
  };
}

function isKept(points: number, k: number, keep: Keep): boolean {
  const { fullMarks, allSkills } = textScores(points, k);
  return (keep === 'full-marks' ? fullMarks : allSkills) === 1;
}
