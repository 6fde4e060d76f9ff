import type { Draw, SampleFacts, Writing } from './facts.ts';
import { compare } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { type JudgedSample, judgedBy } from './judgedSample.ts';

/** The samples of one writing and draw, in the eyes of one grader; null where no grader was at it. */
export interface CellGroup {
  readonly writing: Writing;
  readonly draw: Draw;
  readonly grader: string | null;
  readonly judged: readonly JudgedSample[];
  /** Texts that another grader was at and this one was not; they are not among `judged`. */
  readonly leftOut: number;
}

/** Groups in the order of student, grader, split, k, and then of what else tells them apart. */
export function groupIntoCells(
  samples: readonly SampleFacts[],
  options: { readonly nameRule: boolean; readonly graders?: readonly string[] },
): CellGroup[] {
  return alike(samples)
    .flatMap((group) => cellsOf(group, options))
    .sort(inOrder);
}

interface SampleGroup {
  readonly writing: Writing;
  readonly draw: Draw;
  readonly samples: SampleFacts[];
}

function alike(samples: readonly SampleFacts[]): SampleGroup[] {
  const byWriting = new Map<Writing, Map<Draw, SampleGroup>>();
  for (const sample of samples) {
    const { writing } = sample;
    const { draw } = sample.mix;
    const byDraw = byWriting.get(writing) ?? new Map<Draw, SampleGroup>();
    byWriting.set(writing, byDraw);
    const group = byDraw.get(draw) ?? { writing, draw, samples: [] };
    byDraw.set(draw, group);
    group.samples.push(sample);
  }
  return [...byWriting.values()].flatMap((byDraw) => [...byDraw.values()]);
}

/** One group for each grader that was at one of the samples. */
function cellsOf(
  { writing, draw, samples }: SampleGroup,
  options: { readonly nameRule: boolean; readonly graders?: readonly string[] },
): CellGroup[] {
  const judgedByOne = (grader: string | null) => samples.map((sample) => judgedBy(grader, sample, options));
  const graders = gradersOf(samples).filter((grader) => options.graders?.includes(grader) ?? true);
  if (graders.length === 0) return [{ writing, draw, grader: null, judged: judgedByOne(null), leftOut: 0 }];
  return graders.map((grader) => {
    const all = judgedByOne(grader);
    const judged = all.filter(({ state }) => state !== 'ungraded');
    return { writing, draw, grader, judged, leftOut: all.length - judged.length };
  });
}

/** In the order in which they occur. */
export function gradersOf(samples: readonly SampleFacts[]): string[] {
  const graders = new Set<string>();
  let before: SampleFacts['judgements'] | undefined;
  for (const { judgements } of samples) {
    if (judgements !== before) for (const { grader } of judgements) graders.add(grader);
    before = judgements;
  }
  return [...graders];
}

function inOrder(a: CellGroup, b: CellGroup): number {
  return (
    compare(a.writing.student, b.writing.student) ||
    compare(a.grader ?? '', b.grader ?? '') ||
    compare(a.draw.split, b.draw.split) ||
    a.draw.k - b.draw.k ||
    compare(a.writing.purpose ?? '', b.writing.purpose ?? '') ||
    (a.draw.seed ?? -1) - (b.draw.seed ?? -1) ||
    compare(samplingKey(a.writing.sampling), samplingKey(b.writing.sampling))
  );
}
