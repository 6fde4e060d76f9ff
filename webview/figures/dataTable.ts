import type { EstimateView, Figure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import { estimateText, percentText, signedText } from './figureText.ts';

/** What a figure shows, in words and numbers. */
export function dataTable(figure: Exclude<Figure, { kind: 'heat' }>): HTMLElement {
  const [heads, rows] = contentOf(figure);
  return element(
    'table',
    { class: 'figure-table', 'aria-label': figure.title },
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element(
      'tbody',
      {},
      ...rows.map((row) => element('tr', {}, ...row.map((text) => element('td', {}, text)))),
    ),
  );
}

function contentOf(
  figure: Exclude<Figure, { kind: 'heat' }>,
): [readonly string[], readonly (readonly string[])[]] {
  switch (figure.kind) {
    case 'rates-by-k':
      return [
        [
          'student',
          'split',
          'k',
          'rate',
          'mixes',
          ...(figure.thresholds === undefined ? [] : ['copying at most']),
        ],
        figure.points.map((point) => [
          point.student,
          point.split,
          String(point.k),
          estimateText(point),
          String(point.mixes),
          ...(figure.thresholds === undefined ? [] : [thresholdText(figure.thresholds, point.k)]),
        ]),
      ];
    case 'change':
      return [
        ['', figure.from, figure.to],
        figure.rows.map(({ name, from, to }) => [name, estimateText(from), estimateText(to)]),
      ];
    case 'estimates':
      return [
        ['', figure.axis, '95% CI'],
        figure.rows.map((row) => [
          row.name,
          ...valueAndInterval(row, figure.scale === 'rate' ? percentText : signedText),
        ]),
      ];
    case 'curve':
      return [
        [figure.xAxis, figure.yAxis],
        figure.points.map(({ x, y }) => [String(x), y === null ? '–' : y.toPrecision(4)]),
      ];
  }
}

function valueAndInterval(
  { value, low, high }: EstimateView,
  textOf: (value: number) => string,
): [string, string] {
  return [textOf(value), `${textOf(low)} to ${textOf(high)}`];
}

function thresholdText(
  thresholds: readonly { readonly k: number; readonly value: number }[],
  k: number,
): string {
  const threshold = thresholds.find((each) => each.k === k);
  return threshold === undefined ? '–' : percentText(threshold.value);
}
