import { DISAGREEMENTS, type PanelFilter, VERDICT_FILTERS } from '../src/protocol/panel.ts';
import {
  type Arrangement,
  foldable,
  freshArrangement,
  type Sorting,
  scrollable,
  sortColumns,
} from './arrangement.ts';

/** Reads what an earlier page saved, perhaps of an older version. Whatever is not understood is as in a fresh page. */
export function readArrangement(saved: unknown): Arrangement {
  const fields = record(saved);
  const [selected, top] = [text(fields.selected), text(fields.top)];
  return {
    filter: readFilter(record(fields.filter)),
    ...(selected === undefined ? {} : { selected }),
    ...(top === undefined ? {} : { top }),
    ...(flag(fields.isCorrected) === true ? { isCorrected: true } : {}),
    tab: text(fields.tab) ?? freshArrangement.tab,
    ofTabs: record(fields.ofTabs),
    sorting: readSorting(record(fields.sorting)),
    open: readEach(foldable, record(fields.open), flag, freshArrangement.open),
    scroll: readEach(scrollable, record(fields.scroll), positive, freshArrangement.scroll),
  };
}

function readFilter(fields: Fields): PanelFilter {
  const k = positive(fields.k);
  const reviewed = flag(fields.reviewed);
  const verdict = VERDICT_FILTERS.find((name) => name === fields.verdict);
  const disagreement = DISAGREEMENTS.find((name) => name === fields.disagreement);
  return {
    ...named('skill', text(fields.skill)),
    ...named('student', text(fields.student)),
    ...named('grader', text(fields.grader)),
    ...named('split', text(fields.split)),
    ...named('missed', text(fields.missed)),
    ...named('search', text(fields.search)),
    ...(k === undefined ? {} : { k }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(disagreement === undefined ? {} : { disagreement }),
    ...(reviewed === undefined ? {} : { reviewed }),
  };
}

function named(key: string, value: string | undefined): { [key: string]: string } {
  return value === undefined ? {} : { [key]: value };
}

function readSorting(fields: Fields): Sorting {
  const column = sortColumns.find((name) => name === fields.column);
  if (column === undefined) return freshArrangement.sorting;
  return { column, descending: fields.descending === true };
}

function readEach<Key extends string, Value>(
  keys: readonly Key[],
  fields: Fields,
  read: (value: unknown) => Value | undefined,
  fresh: Readonly<Record<Key, Value>>,
): Record<Key, Value> {
  const values: Record<Key, Value> = { ...fresh };
  for (const key of keys) values[key] = read(fields[key]) ?? fresh[key];
  return values;
}

type Fields = { readonly [key: string]: unknown };

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
