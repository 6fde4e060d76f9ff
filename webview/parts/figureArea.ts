import type { Figure } from '../../src/protocol/figures.ts';
import { element } from '../element.ts';
import { figureElement } from '../figures/figure.ts';
import type { OnTexts } from './lead.ts';

/** In CSS pixels. */
const NARROWEST = 280;
const WIDEST = 900;

export interface FigureArea {
  readonly element: HTMLElement;
  update(figures: readonly Figure[]): void;
}

/** Figures as wide as there is place, drawn anew where that changes, and not before they are in sight. */
export function createFigureArea(onTexts?: OnTexts): FigureArea {
  const area = element('div', { class: 'figures' });
  let figures: readonly Figure[] = [];
  let drawnAt = 0;
  const draw = () => {
    if (area.clientWidth === 0) return;
    const width = Math.min(Math.max(area.clientWidth, NARROWEST), WIDEST);
    if (width === drawnAt) return;
    drawnAt = width;
    const unfolded = [...area.querySelectorAll('details')].map(({ open }) => open);
    area.replaceChildren(...figures.map((figure) => figureElement(figure, width, onTexts)));
    for (const [at, details] of [...area.querySelectorAll('details')].entries())
      details.open = unfolded[at] ?? false;
  };
  new ResizeObserver(draw).observe(area);
  return {
    element: area,
    update(next) {
      if (next === figures) return;
      figures = next;
      drawnAt = 0;
      area.replaceChildren();
      area.hidden = figures.length === 0;
      draw();
    },
  };
}
