import type { PanelFilter } from '../src/protocol/panel.ts';

/** What the reader asks the host for. */
export interface View {
  readonly filter: PanelFilter;
  readonly selected?: string;
  /** The most samples in the list. */
  readonly limit: number;
}

export const sortColumns = ['name', 'category', 'earned', 'rate'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export const foldable = ['skills', 'samples', 'explanation', 'draft'] as const;
export type Foldable = (typeof foldable)[number];

export const scrollable = ['page', 'skills', 'samples', 'detail'] as const;
export type Scrollable = (typeof scrollable)[number];

/** All that the page keeps for itself, so that it comes back as it was left. */
export interface Arrangement extends View {
  readonly sorting: Sorting;
  readonly open: Readonly<Record<Foldable, boolean>>;
  /** In CSS pixels from the top. */
  readonly scroll: Readonly<Record<Scrollable, number>>;
}

export const limitStep = 200;

export const freshArrangement: Arrangement = {
  filter: {},
  limit: limitStep,
  sorting: { column: 'rate', descending: false },
  open: { skills: true, samples: true, explanation: false, draft: false },
  scroll: { page: 0, skills: 0, samples: 0, detail: 0 },
};

/** The part that concerns the host. */
export function viewOf({ filter, selected, limit }: View): View {
  return selected === undefined ? { filter, limit } : { filter, selected, limit };
}

/** Without the field where the value is undefined. */
export function withFilter<Key extends keyof PanelFilter>(
  filter: PanelFilter,
  key: Key,
  value: PanelFilter[Key] | undefined,
): PanelFilter {
  const { [key]: _, ...others } = filter;
  return value === undefined ? others : { ...others, [key]: value };
}

export function isFiltered(filter: PanelFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== false);
}
