import { nameKeyOf } from '../mixes/mix.ts';
import { listed } from '../skillset/facts/messages.ts';
import { nameKey, type Skillset } from '../skillset/skillset.ts';
import type { DataPart, DataPlan } from '../skillset/study.ts';
import { drawPart } from './drawPart.ts';

import type { PlannedPart, PlanOverrides, PlanProblem } from './plan.ts';

/**
 * The parts of the data, or those of some sizes and splits. A part is the same whether the others are wanted or not:
 * parts before it that draw mixes of its size are drawn all the same, so that no mix comes twice.
 */
export function dataParts(
  skillset: Skillset,
  data: DataPlan,
  overrides: PlanOverrides,
): { readonly kind: 'parts'; readonly parts: readonly PlannedPart[] } | PlanProblem {
  const isWanted = (part: DataPart) => isOfSize(part, overrides) && isOfSplit(part, overrides);
  if (data.parts.length > 0 && !data.parts.some(isWanted)) return noSuchPart(data);
  const drawnBefore = new Map<number, Set<string>>();
  const parts: PlannedPart[] = [];
  for (const part of data.parts.filter((one) => isOfSize(one, overrides))) {
    const repeats = overrides.repeats ?? data.repeats;
    const exclude = drawnBefore.get(part.k) ?? new Set();
    const drawn = drawPart(skillset, {
      k: part.k,
      count: overrides.mixes ?? part.attempts,
      generations: overrides.generations ?? 1,
      skills: part.skills,
      topics: part.topics,
      seed: overrides.seed ?? skillset.seed,
      order: overrides.order ?? data.order,
      repeats,
      ...(repeats ? {} : { exclude }),
      countKey: 'attempts',
      excluded: { because: 'earlier parts of the data draw the others', wayOut: 'set "repeats: true"' },
    });
    if (drawn.kind === 'problem') return drawn;
    for (const mix of drawn.part.mixes) exclude.add(nameKeyOf(mix));
    drawnBefore.set(part.k, exclude);
    if (isWanted(part)) parts.push(drawn.part);
  }
  return { kind: 'parts', parts };
}

function isOfSize({ k }: DataPart, overrides: PlanOverrides): boolean {
  return overrides.k?.includes(k) ?? true;
}

function isOfSplit({ skills, topics }: DataPart, overrides: PlanOverrides): boolean {
  const wanted = overrides.splits?.map(nameKey);
  return wanted === undefined || [skills, topics].some((split) => wanted.includes(nameKey(split)));
}

function noSuchPart({ parts }: DataPlan): PlanProblem {
  const known = parts.map(({ k, skills, topics }) => {
    const split = nameKey(skills) === nameKey(topics) ? skills : `${skills} skills, ${topics} topics`;
    return `k ${k} (${split})`;
  });
  return {
    kind: 'problem',
    message: `The data has no such part. It has ${listed([...new Set(known)])}.`,
  };
}
