import { nameKeyOf } from '../mixes/mix.ts';
import { resolveSplit } from '../mixes/splits.ts';
import type { SamplePurpose, Sampling } from '../runs/records.ts';
import { DEFAULT_EVALUATION, DEFAULT_ROUNDS } from '../skillset/schema/study.ts';
import { nameKey, type Skillset } from '../skillset/skillset.ts';
import type { DataPlan, EvaluatePlan } from '../skillset/study.ts';
import { dataParts } from './dataParts.ts';
import { drawPart, unknownSplit } from './drawPart.ts';
import type { Plan, Planned, PlannedPart, PlanOverrides, PlanProblem } from './plan.ts';

/** What the study asks for, draw by draw. Nothing is asked, stored or random: the same input gives the same plan. */
export function planOf(skillset: Skillset, what: SamplePurpose, overrides: PlanOverrides = {}): Planned {
  return what === 'data' ? planData(skillset, overrides) : planEvaluation(skillset, overrides);
}

function planData(skillset: Skillset, overrides: PlanOverrides): Planned {
  const data = skillset.study?.data;
  if (data === undefined)
    return problem('The study has no data to make: add "data:" with its parts under "study:".');
  const drawn = dataParts(skillset, data, overrides);
  if (drawn.kind === 'problem') return drawn;
  const plan: Plan = {
    purpose: 'data',
    parts: drawn.parts,
    students: overrides.students ?? (data.student === undefined ? [] : [data.student]),
    ...commonOf(skillset, data, overrides),
    keep: data.keep,
  };
  return { kind: 'plan', plan };
}

/** What an evaluation is where the study has none, and the command says where and of which size. */
const OPEN_EVALUATION: EvaluatePlan = {
  splits: [],
  k: [],
  ...DEFAULT_EVALUATION,
  engine: 'vllm',
  unseen: true,
  order: 'nested',
  repeats: false,
};

function planEvaluation(skillset: Skillset, overrides: PlanOverrides): Planned {
  const evaluate = skillset.study?.evaluate ?? OPEN_EVALUATION;
  const splits = overrides.splits ?? evaluate.splits;
  const sizes = overrides.k ?? evaluate.k;
  if (splits.length === 0 || sizes.length === 0)
    return problem(
      'The study has no evaluation: add "evaluate:" under "study:", or say where and of which sizes, with splits and k.',
    );
  const drawn = evaluationParts(skillset, { ...evaluate, splits, k: sizes }, overrides);
  if (drawn.kind === 'problem') return drawn;
  const named = evaluate.students ?? (skillset.student === undefined ? [] : [skillset.student]);
  const plan: Plan = {
    purpose: 'evaluate',
    parts: drawn.parts,
    students: [...new Set(overrides.students ?? named)],
    ...commonOf(skillset, evaluate, overrides),
  };
  return { kind: 'plan', plan };
}

function evaluationParts(
  skillset: Skillset,
  evaluate: EvaluatePlan,
  overrides: PlanOverrides,
): { readonly kind: 'parts'; readonly parts: readonly PlannedPart[] } | PlanProblem {
  const sizes = [...new Set(evaluate.k)];
  const trained = evaluate.unseen ? trainedMixes(skillset, sizes) : new Map<number, Set<string>>();
  if (!(trained instanceof Map)) return trained;
  const parts: PlannedPart[] = [];
  for (const split of evaluate.splits) {
    const resolved = resolveSplit(skillset, split);
    if (resolved.kind === 'unknown') return unknownSplit(split, resolved.known);
    if (parts.some((part) => nameKey(part.split) === nameKey(resolved.name))) continue;
    for (const k of sizes) {
      const exclude = trained.get(k);
      const drawn = drawPart(skillset, {
        k,
        count: overrides.mixes ?? evaluate.mixes,
        generations: overrides.generations ?? evaluate.generations,
        skills: split,
        topics: split,
        seed: overrides.seed ?? skillset.seed,
        order: overrides.order ?? evaluate.order,
        repeats: overrides.repeats ?? evaluate.repeats,
        stream: 'evaluation',
        ...(exclude !== undefined && { exclude }),
        countKey: 'mixes',
        excluded: { because: 'the data draws the others', wayOut: 'set "unseen: false"' },
      });
      if (drawn.kind === 'problem') return drawn;
      parts.push(drawn.part);
    }
  }
  return { kind: 'parts', parts };
}

/** The names of the mixes that the data of the study draws, by size, whatever the command asks of the evaluation. */
function trainedMixes(skillset: Skillset, sizes: readonly number[]): Map<number, Set<string>> | PlanProblem {
  const data = skillset.study?.data;
  const names = new Map<number, Set<string>>();
  if (data === undefined) return names;
  const shared = { ...data, parts: data.parts.filter(({ k }) => sizes.includes(k)) };
  const drawn = dataParts(skillset, shared, {});
  if (drawn.kind === 'problem')
    return problem(
      `The evaluation keeps out what the data draws, and the data cannot be drawn. ${drawn.message}`,
    );
  for (const { k, mixes } of drawn.parts) {
    const known = names.get(k) ?? new Set();
    for (const mix of mixes) known.add(nameKeyOf(mix));
    names.set(k, known);
  }
  return names;
}

function commonOf(
  { grade, study }: Skillset,
  asked: DataPlan | EvaluatePlan,
  overrides: PlanOverrides,
): Pick<Plan, 'sampling' | 'graders' | 'rounds' | 'budget'> {
  const budget = overrides.budget ?? study?.budget;
  return {
    sampling: samplingOf(asked, overrides),
    graders: [...new Set(overrides.graders ?? grade?.graders ?? [])],
    rounds: overrides.rounds ?? grade?.rounds ?? DEFAULT_ROUNDS,
    ...(budget !== undefined && { budget }),
  };
}

function samplingOf(asked: DataPlan | EvaluatePlan, overrides: PlanOverrides): Sampling {
  const temperature = overrides.temperature ?? asked.temperature;
  const maxTokens = overrides.maxTokens ?? asked.maxTokens;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}

function problem(message: string): PlanProblem {
  return { kind: 'problem', message };
}
