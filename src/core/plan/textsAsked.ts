import { nameKey } from '../skillset/skillset.ts';
import type { StudyPlan } from '../skillset/study.ts';

/** How many texts a part of the study asks of each student, without drawing a mix; undefined: it has no such part. */
export function textsAsked({ data, evaluate }: StudyPlan, what: 'data' | 'evaluate'): number | undefined {
  if (what === 'data') return data?.parts.reduce((sum, { attempts }) => sum + attempts, 0);
  if (evaluate === undefined) return undefined;
  const splits = new Set(evaluate.splits.map(nameKey)).size;
  return splits * new Set(evaluate.k).size * evaluate.mixes * evaluate.generations;
}
