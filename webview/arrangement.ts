import type { PanelFilter, PanelView } from '../src/protocol/panel.ts';

export const sortColumns = ['name', 'category', 'earned', 'rate'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sorting {
  readonly column: SortColumn;
  readonly descending: boolean;
}

export const foldable = ['explanation', 'draft'] as const;
export type Foldable = (typeof foldable)[number];

export const scrollable = ['page', 'overview', 'detail', 'comparison', 'graders'] as const;
export type Scrollable = (typeof scrollable)[number];

/** All that the page keeps for itself, so that it comes back as it was left. */
export interface Arrangement extends PanelView {
  readonly sorting: Sorting;
  readonly open: Readonly<Record<Foldable, boolean>>;
  /** In CSS pixels from the top. */
  readonly scroll: Readonly<Record<Scrollable, number>>;
  /** What each tab keeps for itself. */
  readonly ofTabs: { readonly [tab: string]: unknown };
}

export const freshArrangement: Arrangement = {
  filter: {},
  tab: 'texts',
  ofTabs: {},
  sorting: { column: 'rate', descending: false },
  open: { explanation: false, draft: false },
  scroll: { page: 0, overview: 0, detail: 0, comparison: 0, graders: 0 },
};

/** The part that concerns the host. */
export function viewOf({ filter, selected, top, tab, isCorrected }: PanelView): PanelView {
  return {
    filter,
    tab,
    ...(selected === undefined ? {} : { selected }),
    ...(top === undefined ? {} : { top }),
    ...(isCorrected === undefined ? {} : { isCorrected }),
  };
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
  return Object.values(filter).some((value) => value !== undefined);
}
