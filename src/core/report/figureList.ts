import type { Figure } from '../../protocol/figures.ts';
import { html, type Markup } from './markup.ts';

/** Collects the figures of a page, and gives each its place there. */
export interface FigureList {
  readonly figures: readonly Figure[];
  place(figure: Figure): Markup;
}

export function createFigureList(): FigureList {
  const figures: Figure[] = [];
  return {
    figures,
    place: (figure) => html`<div class="figure-place" data-figure="${figures.push(figure) - 1}"></div>`,
  };
}
