import type { Figure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import type { OnTexts } from '../parts/lead.ts';
import { drawChange } from './change.ts';
import { drawCurve } from './curve.ts';
import { dataTable } from './dataTable.ts';
import { drawEstimates } from './estimates.ts';
import { heatTable } from './heat.ts';
import { drawRatesByK } from './ratesByK.ts';

/**
 * A figure with its title, its caption and the table of what it shows.
 * @param width in CSS pixels
 * @param onTexts given: its numbers lead to their texts, as far as it is a table
 */
export function figureElement(figure: Figure, width: number, onTexts?: OnTexts): HTMLElement {
  return element(
    'figure',
    { class: `figure figure-${figure.kind}` },
    element(
      'figcaption',
      {},
      element('h3', {}, figure.title),
      element('p', { class: 'quiet' }, figure.caption),
    ),
    ...contentOf(figure, width, onTexts),
  );
}

/** A heat map is a table already. */
function contentOf(figure: Figure, width: number, onTexts: OnTexts | undefined): Element[] {
  if (figure.kind === 'heat') return [heatTable(figure, onTexts)];
  return [
    drawingOf(figure, width),
    element(
      'details',
      { class: 'figure-data' },
      element('summary', {}, 'The figures as a table'),
      dataTable(figure),
    ),
  ];
}

function drawingOf(figure: Exclude<Figure, { kind: 'heat' }>, width: number): Element {
  switch (figure.kind) {
    case 'rates-by-k':
      return drawRatesByK(figure, width);
    case 'change':
      return drawChange(figure, width);
    case 'estimates':
      return drawEstimates(figure, width);
    case 'curve':
      return drawCurve(figure, width);
  }
}
