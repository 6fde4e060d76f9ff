import { dot, lineY, link, text } from '@observablehq/plot';
import type { RatesByKFigure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import { estimateText, percentText } from './figureText.ts';
import { legend } from './legend.ts';
import { looksOf, namesIn } from './looks.ts';
import { plotted, RATE_AXIS } from './plotted.ts';

const HEIGHT = 240;
/** In widths of a step of k, between the marks of neighbouring students. */
const APART = 0.12;

/** Students of the same k stand beside each other, so that no interval hides another. */
export function drawRatesByK({ title, points, thresholds = [] }: RatesByKFigure, width: number): Element {
  const students = namesIn(points.map(({ student }) => student));
  const splits = namesIn(points.map(({ split }) => split));
  const ks = [...new Set(points.map(({ k }) => k))].sort((a, b) => a - b);
  const looks = looksOf(students);
  const placed = points.map((point) => ({ ...point, x: point.k + besides(students, point.student) }));
  const drawn = plotted(title, {
    width,
    height: HEIGHT,
    marginLeft: 44,
    marginBottom: 36,
    x: { domain: domainOf(ks), ticks: ks, tickFormat: String, label: 'k' },
    y: { ...RATE_AXIS, label: null },
    fx: { domain: splits, label: null },
    marks: [
      splits.flatMap((split) => [
        lineY(thresholdSteps(thresholds), { x: 'x', y: 'value', fx: () => split, className: 'threshold' }),
      ]),
      students.map((student) => {
        const own = placed.filter((point) => point.student === student);
        const { color, symbol, dash } = looks.get(student) ?? {
          color: 'currentColor',
          symbol: 'circle',
          dash: 'none',
        };
        return [
          lineY(own, {
            x: 'x',
            y: 'value',
            fx: 'split',
            stroke: color,
            strokeDasharray: dash,
            strokeOpacity: 0.6,
          }),
          link(own, { x: 'x', y1: 'low', y2: 'high', fx: 'split', stroke: color, strokeWidth: 1.5 }),
          dot(own, {
            x: 'x',
            y: 'value',
            fx: 'split',
            symbol,
            fill: color,
            stroke: color,
            r: 4,
            title: (point: (typeof own)[number]) =>
              `${student}, ${point.split}, k = ${point.k}: ${estimateText(point)} of ${point.mixes} mixes`,
          }),
        ];
      }),
      text(thresholds.slice(-1), {
        x: ({ k }: { k: number }) => k + 0.4,
        y: 'value',
        text: ({ value }: { value: number }) => `copying ≤ ${percentText(value)}`,
        fx: () => splits.at(-1),
        textAnchor: 'end',
        dy: -6,
      }),
    ],
  });
  return element('div', { class: 'figure-drawing' }, legend(students, looks), drawn);
}

function besides(students: readonly string[], student: string): number {
  return (students.indexOf(student) - (students.length - 1) / 2) * Math.min(APART, 0.6 / students.length);
}

function domainOf(ks: readonly number[]): [number, number] {
  return [(ks[0] ?? 1) - 0.5, (ks.at(-1) ?? 1) + 0.5];
}

/** A level piece for each k. */
function thresholdSteps(thresholds: NonNullable<RatesByKFigure['thresholds']>) {
  return thresholds.flatMap(({ k, value }) => [
    { x: k - 0.4, value },
    { x: k + 0.4, value },
    { x: k + 0.4, value: Number.NaN },
  ]);
}
