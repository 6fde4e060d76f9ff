import type { Interned } from '../../core/metrics/internedFacts.ts';

/** Places by the number of a row, in four bytes each. */
export interface RowPlaces {
  get(row: number): number | undefined;
  set(row: number, place: number): void;
}

/** `last` is the greatest row that there is. Rows have hardly a gap: a list by row is far quicker than a map. */
export function createRowPlaces(last: number): RowPlaces {
  /** One more than the place; 0 where there is none. */
  const places = new Int32Array(last + 1);
  return {
    get: (row) => {
      const place = places[row];
      return place === undefined || place === 0 ? undefined : place - 1;
    },
    set: (row, place) => {
      places[row] = place + 1;
    },
  };
}

/** The rows that are asked for, each once. None of them is beyond `last`. */
export function internRows(last: number): Interned<number> {
  const places = createRowPlaces(last);
  const list: number[] = [];
  return {
    list,
    placeOf(row) {
      const known = places.get(row);
      if (known !== undefined) return known;
      places.set(row, list.length);
      return list.push(row) - 1;
    },
  };
}
