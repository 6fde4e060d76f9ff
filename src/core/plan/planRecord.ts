import * as v from 'valibot';
import type { Run } from '../runs/records.ts';
import type { Budget } from '../skillset/study.ts';
import type { Plan, PlanOverrides } from './plan.ts';

/** The plan as the run's record keeps it: the mixes follow from the file, the seed and these words. */
export function planRecord({ parts, ...plan }: Plan): Run['plan'] {
  const drawn = parts.map(({ k, split, seed, order, repeats, mixes, generations }) => {
    return { k, split, seed, order, repeats, mixes: mixes.length, generations };
  });
  return { ...plan, parts: drawn };
}

/**
 * What a command must ask for to go on with a recorded plan. The budget is that of the file today, where it has one:
 * a run that its budget stopped goes on once that is raised. Undefined: the record is not of a plan.
 */
export function overridesOf(record: Run['plan'], budgetToday: Budget | undefined): PlanOverrides | undefined {
  const read = v.safeParse(recordShape, record);
  if (!read.success) return undefined;
  const { purpose, parts, students, graders, rounds, sampling, budget } = read.output;
  const [first] = parts;
  const mixes = same(parts.map((part) => part.mixes));
  return {
    students,
    graders,
    rounds,
    ...sampling,
    ...(budget !== undefined && budgetToday === undefined ? { budget } : {}),
    k: [...new Set(parts.map(({ k }) => k))],
    ...(purpose === 'evaluate' ? { splits: [...new Set(parts.map(({ split }) => split))] } : {}),
    ...(mixes === undefined ? {} : { mixes }),
    ...(first === undefined
      ? {}
      : {
          seed: first.seed,
          order: first.order,
          repeats: first.repeats,
          generations: first.generations,
        }),
  };
}

const recordShape = v.object({
  purpose: v.picklist(['data', 'evaluate']),
  students: v.array(v.string()),
  graders: v.array(v.string()),
  rounds: v.number(),
  sampling: v.object({
    temperature: v.exactOptional(v.number()),
    maxTokens: v.exactOptional(v.number()),
  }),
  budget: v.exactOptional(
    v.variant('kind', [
      v.object({ kind: v.literal('money'), amount: v.number(), currency: v.literal('USD') }),
      v.object({ kind: v.literal('tokens'), amount: v.number() }),
    ]),
  ),
  parts: v.array(
    v.object({
      k: v.number(),
      split: v.string(),
      seed: v.number(),
      order: v.picklist(['nested', 'independent']),
      repeats: v.boolean(),
      mixes: v.number(),
      generations: v.number(),
    }),
  ),
});

/** The one value that all have. */
function same(values: readonly number[]): number | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : undefined;
}
