import { dot, link, ruleX, ruleY } from '@observablehq/plot';
import type { EstimatesFigure, EstimateView } from '../../src/protocol/figures.ts';
import { estimateText, signedText, signedTick } from './figureText.ts';
import { plotted, RATE_AXIS } from './plotted.ts';
import { leftMargin, rowHeight } from './rowSizes.ts';

/** A mark and its interval in each row. */
export function drawEstimates({ title, axis, scale, rows }: EstimatesFigure, width: number): Element {
  const names = rows.map(({ name }) => name);
  const isRate = scale === 'rate';
  return plotted(title, {
    width,
    height: rowHeight(rows.length),
    marginLeft: leftMargin(names, width),
    x: {
      ...(isRate ? RATE_AXIS : { domain: signedDomain(rows), tickFormat: signedTick, grid: true }),
      label: axis,
    },
    y: { domain: names, label: null },
    marks: [
      ruleY(rows, { y: 'name', className: 'row-line' }),
      isRate ? [] : ruleX([0], { className: 'zero-line' }),
      link(rows, { x1: 'low', x2: 'high', y: 'name', stroke: 'var(--series-0)', strokeWidth: 2 }),
      dot(rows, {
        x: 'value',
        y: 'name',
        fill: 'var(--series-0)',
        r: 4,
        title: (row: EstimatesFigure['rows'][number]) =>
          `${row.name}: ${isRate ? estimateText(row) : signedEstimate(row)}`,
      }),
    ],
  });
}

function signedEstimate({ value, low, high }: EstimateView): string {
  return `${signedText(value)} (95% CI ${signedText(low)} to ${signedText(high)})`;
}

/** Zero is always in it. */
function signedDomain(rows: EstimatesFigure['rows']): [number, number] {
  return [Math.min(0, ...rows.map(({ low }) => low)), Math.max(0, ...rows.map(({ high }) => high))];
}
