import type { CurveFigure } from '../../protocol/figures.ts';
import type { JobStep } from './job.ts';

/** More points than these are thinned out: a screen has no room for them. */
const MOST_POINTS = 1000;

/** What a training logged, as figures: those of which there is something. */
export function jobCurves(steps: readonly JobStep[]): CurveFigure[] {
  return SHOWN.flatMap(({ key, title, caption, yAxis }) => {
    const points = steps.flatMap((logged) => {
      const value = logged[key];
      return value === undefined ? [] : [{ x: logged.step, y: Number.isFinite(value) ? value : null }];
    });
    if (points.length === 0) return [];
    return [{ kind: 'curve', title, caption, xAxis: 'step', yAxis, points: thinned(points) } as const];
  });
}

const SHOWN = [
  { key: 'loss', title: 'Loss', caption: 'Of the training, as the engine logs it.', yAxis: 'loss' },
  {
    key: 'learningRate',
    title: 'Learning rate',
    caption: 'As the schedule has it.',
    yAxis: 'learning rate',
  },
  {
    key: 'gradNorm',
    title: 'Gradient norm',
    caption: 'Before it is clipped.',
    yAxis: 'norm of the gradient',
  },
] as const satisfies readonly {
  readonly key: Exclude<keyof JobStep, 'step'>;
  readonly title: string;
  readonly caption: string;
  readonly yAxis: string;
}[];

/** Every nth point, the last always: nothing is averaged, so that a peak that is shown was there. */
function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  if (every <= 1) return points;
  return points.filter((_, place) => place % every === 0 || place === points.length - 1);
}
