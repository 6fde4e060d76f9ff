import type { Mix } from '../mixes/mix.ts';
import { nameKey } from '../skillset/skillset.ts';
import type { CriterionPoint } from './criterion.ts';
import { namedSkills } from './nameRule.ts';

/** Marks the points of skills that the text names. The points stay as given: the verdict applies the name rule. */
export function markNamed(mix: Mix, text: string, points: readonly CriterionPoint[]): CriterionPoint[] {
  const named = new Set(namedSkills(mix, text).map(({ skill }) => nameKey(skill)));
  return points.map((point) =>
    point.criterion.kind === 'skill' && named.has(nameKey(point.criterion.skill))
      ? { ...point, named: true }
      : point,
  );
}
