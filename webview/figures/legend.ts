import { dot, line, type PlotOptions } from '@observablehq/plot';
import { element } from '../element.ts';
import type { Look } from './looks.ts';
import { plotted } from './plotted.ts';

/** Which mark is whose. One name needs none. */
export function legend(names: readonly string[], looks: ReadonlyMap<string, Look>): Element | undefined {
  if (names.length < 2) return undefined;
  return element(
    'ul',
    { class: 'figure-legend' },
    ...names.map((name) => element('li', {}, sampleOf(looks.get(name)), name)),
  );
}

function sampleOf(look: Look | undefined): Element | undefined {
  if (look === undefined) return undefined;
  const { color, symbol, dash } = look;
  const marks: PlotOptions['marks'] = [
    line(
      [
        [0, 0],
        [1, 0],
      ],
      { stroke: color, strokeDasharray: dash },
    ),
    dot([[0.5, 0]], { symbol, fill: color, stroke: color, r: 4 }),
  ];
  const drawn = plotted('', { width: 32, height: 14, margin: 2, axis: null, x: { domain: [0, 1] }, marks });
  drawn.removeAttribute('role');
  drawn.removeAttribute('aria-label');
  drawn.setAttribute('aria-hidden', 'true');
  return drawn;
}
