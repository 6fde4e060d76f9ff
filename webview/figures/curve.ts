import { dot, lineY } from '@observablehq/plot';
import type { CurveFigure } from '../../src/protocol/figures.ts';
import { plotted } from './plotted.ts';

const HEIGHT = 200;
/** Up to so many points each has a mark of its own. */
const MARKED = 40;

export function drawCurve({ title, xAxis, yAxis, points }: CurveFigure, width: number): Element {
  const known = points.filter(({ y }) => y !== null);
  return plotted(title, {
    width,
    height: HEIGHT,
    marginLeft: 52,
    x: { label: xAxis, tickFormat: 'd' },
    y: { label: yAxis, grid: true, tickFormat: tickOf, zero: known.every(({ y }) => y !== null && y >= 0) },
    marks: [
      lineY(points, {
        x: 'x',
        y: ({ y }: { y: number | null }) => y ?? Number.NaN,
        stroke: 'var(--series-0)',
        strokeWidth: 1.5,
      }),
      known.length <= MARKED ? dot(known, { x: 'x', y: 'y', fill: 'var(--series-0)', r: 2.5 }) : [],
    ],
  });
}

/** Rates of learning are a hundred-thousandth and less: zeros without end would not fit before the axis. */
function tickOf(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001
    ? value.toExponential()
    : String(Number(value.toPrecision(6)));
}
