/** The script of a report that is handed on as one file: draws its figures. The tables are there without it. */
import type { Figure } from '../src/protocol/figures.ts';
import { figureElement } from './figures/figure.ts';

const NARROWEST = 320;

/** Drawn anew where the page becomes wider or narrower. */
function drawFigures(): void {
  const figures: readonly Figure[] = JSON.parse(document.getElementById('figures')?.textContent ?? '[]');
  for (const place of document.querySelectorAll<HTMLElement>('[data-figure]')) {
    const figure = figures[Number(place.dataset.figure)];
    if (figure === undefined) continue;
    place.replaceChildren(figureElement(figure, Math.max(NARROWEST, place.clientWidth)));
  }
}

let drawnAt = 0;
function drawIfWidthChanged(): void {
  if (drawnAt === document.body.clientWidth) return;
  drawnAt = document.body.clientWidth;
  drawFigures();
}

drawIfWidthChanged();
window.addEventListener('resize', drawIfWidthChanged);
