import type { SampleView } from '../../protocol/panel.ts';
import { pointsOf, type Verdict, verdictOf } from '../grading/verdict.ts';
import { correctedVerdict } from '../review/correctedVerdict.ts';
import type { Grading, Review, Sample } from '../runs/records.ts';
import { criterionLabel } from './criterionLabel.ts';
import { gradersOf } from './groupBySample.ts';

interface ViewOptions {
  readonly nameRule: boolean;
  readonly graders: readonly string[];
  /** Of this sample, oldest first: what people say stands for what graders say. */
  readonly reviews?: readonly Review[] | undefined;
}

/** A sample as the list shows it: with the verdict of the first grader that has one. */
export function sampleView(sample: Sample, gradings: readonly Grading[], options: ViewOptions): SampleView {
  const { id, mix, student, generation, result } = sample;
  const verdict = firstVerdict(sample, gradings, options);
  const earned = verdict && pointsOf(verdict);
  return {
    id,
    skills: mix.skills.map(({ name }) => name),
    topic: mix.topic.name,
    k: mix.skills.length,
    split: mix.split,
    student,
    generation,
    state: stateOf(sample, gradings, verdict),
    ...(earned === undefined ? {} : { points: earned }),
    outOf: mix.skills.length + 3,
    missed: (verdict ?? [])
      .filter(({ point }) => point === 0)
      .map(({ criterion }) => criterionLabel(criterion)),
    text: result.kind === 'text' ? result.text : result.why,
  };
}

/** The verdict of the first grader, in the order of the settings, that has one. */
export function firstVerdict(
  sample: Sample,
  gradings: readonly Grading[],
  options: ViewOptions,
): Verdict | undefined {
  for (const grader of gradersOf(gradings, options.graders)) {
    const own = gradings.filter((grading) => grading.grader === grader);
    const verdict = correctedVerdict(verdictOf(sample.mix, own, options), options.reviews ?? [], options);
    if (pointsOf(verdict) !== undefined) return verdict;
  }
  return undefined;
}

function stateOf(
  { result }: Sample,
  gradings: readonly Grading[],
  verdict: Verdict | undefined,
): SampleView['state'] {
  if (result.kind !== 'text') return result.kind;
  if (verdict !== undefined) return 'graded';
  if (gradings.some((grading) => grading.result.kind === 'unreadable')) return 'grading-unreadable';
  return gradings.length > 0 ? 'grading-failed' : 'ungraded';
}
