import { drawing } from './element.ts';

export type IconName = 'check' | 'cross' | 'tie' | 'warning' | 'waiting' | 'unreadable' | 'up' | 'down';

/** Paths in a square of 16, drawn with a line in the colour of the text beside them. */
const paths: Record<IconName, string> = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4 12 12 M12 4 4 12',
  tie: 'M3 6h10 M3 10h10',
  warning: 'M8 2.5 14.5 13.5H1.5Z M8 6.5v3.5 M8 11.6v.4',
  waiting: 'M8 2a6 6 0 1 0 .01 0 M8 4.5V8l2.5 1.5',
  unreadable: 'M3 2.5h10v11H3Z M6 6.2a2 2 0 1 1 2.6 1.9Q8 8.4 8 9.2 M8 11.2v.3',
  up: 'M4 10 8 6l4 4',
  down: 'M4 6l4 4 4-4',
};

/** A small picture that repeats what the text beside it says; readers of the page's structure do not meet it. */
export function icon(name: IconName): SVGElement {
  return drawing(
    'svg',
    { class: `icon icon-${name}`, viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    drawing('path', { d: paths[name] }),
  );
}
