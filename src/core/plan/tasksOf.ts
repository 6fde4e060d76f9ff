import type { Mix } from '../mixes/mix.ts';
import { mixIdOf } from '../mixes/mixId.ts';
import type { GenerationTask, Student } from '../runs/generateSample.ts';
import type { Digest } from '../runs/ports.ts';
import type { MixRecord, RunId } from '../runs/records.ts';
import type { Plan, PlannedPart } from './plan.ts';

interface TaskContext {
  readonly runId: RunId;
  /** As in `Run.file`. */
  readonly file: string;
  /** It writes with the sampling of the plan, whatever its own. */
  readonly student: Student;
  readonly digest: Digest;
}

/**
 * The texts that one student writes, part by part and mix by mix; never held as a list. No two are the same: where a
 * mix is drawn again, the count of its generations goes on.
 */
export function* tasksOf(plan: Plan, context: TaskContext): Generator<GenerationTask> {
  const { runId, file, digest } = context;
  const student: Student = { ...context.student, sampling: plan.sampling };
  const firstGeneration = generationCounter(plan);
  for (const part of plan.parts) {
    for (const mix of part.mixes) {
      const record = recordOf(mix, part, digest);
      const first = firstGeneration(record, part.generations);
      for (let generation = first; generation < first + part.generations; generation++)
        yield { runId, file, mix: record, student, generation, purpose: plan.purpose };
    }
  }
}

/** Mixes that cannot come again are not remembered. */
function generationCounter({ parts }: Plan): (mix: MixRecord, generations: number) => number {
  if (!parts.some(({ repeats }) => repeats)) return () => 1;
  const used = new Map<string, number>();
  return ({ id, split }, generations) => {
    const key = `${id} ${split}`;
    const before = used.get(key) ?? 0;
    used.set(key, before + generations);
    return before + 1;
  };
}

function recordOf({ skills, topic }: Mix, { split, seed }: PlannedPart, digest: Digest): MixRecord {
  return { id: mixIdOf({ skills, topic }, digest), skills, topic, split, seed };
}
