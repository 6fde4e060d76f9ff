import { type PlotOptions, plot } from '@observablehq/plot';

/** Of the drawings, so that styles/figures.css can say what the library would say in a style sheet of its own. */
const CLASS = 'plot';

/**
 * Draws with the library. Its own style sheet is left out: the policy of the page lets no inline style in, and
 * styles/figures.css takes its place. Readers of the structure get the table beside it and a name for the whole.
 */
export function plotted(name: string, options: PlotOptions): Element {
  const drawn = plot({ className: CLASS, ...options });
  for (const sheet of drawn.querySelectorAll('style')) sheet.remove();
  for (const part of drawn.querySelectorAll<SVGElement>('[aria-label], [aria-description]')) {
    // Parts of a picture have no names of their own: readers of the structure are told its whole.
    part.dataset.part = part.getAttribute('aria-label') ?? '';
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', name);
  return drawn;
}

/** Shared by the axes of rates. */
export const RATE_AXIS = { domain: [0, 1], percent: false, tickFormat: percentTick, grid: true } as const;

function percentTick(rate: number): string {
  return `${Math.round(rate * 100)}%`;
}
