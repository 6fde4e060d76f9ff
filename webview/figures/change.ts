import { dot, link, ruleY } from '@observablehq/plot';
import type { ChangeFigure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import { estimateText } from './figureText.ts';
import { legend } from './legend.ts';
import { looksOf } from './looks.ts';
import { plotted, RATE_AXIS } from './plotted.ts';
import { leftMargin, rowHeight } from './rowSizes.ts';

/** Two marks in each row, a line from the first to the second, and the intervals above and below it. */
export function drawChange({ title, from, to, rows }: ChangeFigure, width: number): Element {
  const names = rows.map(({ name }) => name);
  const looks = looksOf([from, to]);
  const ends = (
    [
      ['from', from, -4],
      ['to', to, 4],
    ] as const
  ).map(([end, student, dy]) => ({
    student,
    dy,
    look: looks.get(student),
    data: rows.map((row) => ({ name: row.name, ...row[end] })),
  }));
  const drawn = plotted(title, {
    width,
    height: rowHeight(rows.length),
    marginLeft: leftMargin(names, width),
    x: { ...RATE_AXIS, label: null, axis: 'both' },
    y: { domain: names, label: null },
    marks: [
      ruleY(rows, { y: 'name', className: 'row-line' }),
      link(rows, {
        x1: ({ from: before }: ChangeFigure['rows'][number]) => before.value,
        x2: ({ to: after }: ChangeFigure['rows'][number]) => after.value,
        y: 'name',
        className: 'change-line',
      }),
      ends.flatMap(({ student, dy, look, data }) => [
        link(data, { x1: 'low', x2: 'high', y: 'name', dy, stroke: look?.color ?? 'currentColor' }),
        dot(data, {
          x: 'value',
          y: 'name',
          symbol: look?.symbol ?? 'circle',
          fill: look?.color ?? 'currentColor',
          stroke: look?.color ?? 'currentColor',
          r: 4,
          title: (row: (typeof data)[number]) => `${row.name}, ${student}: ${estimateText(row)}`,
        }),
      ]),
    ],
  });
  return element('div', { class: 'figure-drawing' }, legend([from, to], looks), drawn);
}
