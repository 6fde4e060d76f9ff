import type { SkillView } from '../src/protocol/panel.ts';
import type { SortColumn, Sorting } from './arrangement.ts';

/** Sorted copies; equal ones by name, and skills without a verdict last whichever way the figures go. */
export function sortSkills(skills: readonly SkillView[], { column, descending }: Sorting): SkillView[] {
  const direction = descending ? -1 : 1;
  const isFigure = column === 'rate' || column === 'earned';
  return [...skills].sort(
    (one, other) =>
      (isFigure ? untriedLast(one, other) : 0) ||
      direction * comparisons[column](one, other) ||
      byName(one, other),
  );
}

type Comparison = (one: SkillView, other: SkillView) => number;

const names = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const byName: Comparison = (one, other) => names.compare(one.name, other.name);

const untriedLast: Comparison = (one, other) => Number(one.tried === 0) - Number(other.tried === 0);

const comparisons: Record<SortColumn, Comparison> = {
  name: byName,
  category: (one, other) => names.compare(one.category, other.category),
  earned: (one, other) => one.earned - other.earned || one.tried - other.tried,
  rate: (one, other) => one.rate - other.rate || one.high - other.high,
};
