import type { ListWindow, SampleView } from '../src/protocol/panel.ts';

/** The rows of the list that have come so far. */
export interface RowStore {
  /** A window of another list takes the place of all that is known. */
  take(window: ListWindow): void;
  rowAt(place: number): SampleView | undefined;
  find(id: string | undefined): SampleView | undefined;
  /** Asks for what is not here and not asked for. */
  want(from: number, until: number): void;
}

/** Rows are asked for in parts of this size. */
const PART = 50;

export function createRowStore(ask: (list: number, from: number, until: number) => void): RowStore {
  let list = -1;
  let rows = new Map<number, SampleView>();
  let asked = new Set<number>();
  return {
    take(window) {
      if (window.list !== list) {
        list = window.list;
        rows = new Map();
        asked = new Set();
      }
      for (const [at, row] of window.rows.entries()) rows.set(window.from + at, row);
    },
    rowAt: (place) => rows.get(place),
    find: (id) => [...rows.values()].find((row) => row.id === id),
    want(from, until) {
      for (let part = Math.floor(from / PART); part * PART < until; part += 1) {
        if (asked.has(part) || isWhole(rows, part * PART, Math.min((part + 1) * PART, until))) continue;
        asked.add(part);
        ask(list, part * PART, (part + 1) * PART);
      }
    },
  };
}

function isWhole(rows: ReadonlyMap<number, SampleView>, from: number, until: number): boolean {
  for (let place = from; place < until; place += 1) if (!rows.has(place)) return false;
  return true;
}
