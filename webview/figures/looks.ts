/**
 * How several students or graders are told apart: by the form of the mark and by the pattern of the line as well as by
 * colour, so that nobody needs to see the colours. The colours are those of styles/figures.css.
 */
export interface Look {
  readonly color: string;
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond2' | 'star' | 'times';
  /** As in `stroke-dasharray`. */
  readonly dash: string;
}

const LOOKS: readonly Look[] = [
  { color: 'var(--series-0)', symbol: 'circle', dash: 'none' },
  { color: 'var(--series-1)', symbol: 'square', dash: '6 3' },
  { color: 'var(--series-2)', symbol: 'triangle', dash: '2 3' },
  { color: 'var(--series-3)', symbol: 'diamond2', dash: '8 3 2 3' },
  { color: 'var(--series-4)', symbol: 'star', dash: '1 2' },
  { color: 'var(--series-5)', symbol: 'times', dash: '10 4' },
];

/** One look for each name, in their order. There are six; after these they come again. */
export function looksOf(names: readonly string[]): ReadonlyMap<string, Look> {
  return new Map(
    names.flatMap((name, index): [string, Look][] => {
      const look = LOOKS[index % LOOKS.length];
      return look === undefined ? [] : [[name, look]];
    }),
  );
}

/** The names of a list, each once, in the order in which they come. */
export function namesIn(names: Iterable<string>): string[] {
  return [...new Set(names)];
}
