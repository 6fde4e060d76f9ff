import type { BatchStep } from '../runs/batches/advanceBatches.ts';
import { type Stage, type StageName, type StudyFacts, studyStages } from './stages.ts';

/** How one stage ended this time. `waiting`: it goes on without us. */
export type StageEnd = 'done' | 'waiting' | 'failed';

export interface StudyTools {
  /** Read from the store, each time anew. */
  facts(): Promise<StudyFacts>;
  /** Does what is left of a stage, or looks how it stands. What is there already costs nothing. */
  readonly run: { readonly [stage in Exclude<StageName, 'report'>]: () => Promise<StageEnd> };
  readonly onStages: (stages: readonly Stage[]) => void;
  /**
   * Resolves when it is time to look again at what others are doing, or at once where that is more than was seen before
   * the last step. Left out: that is left to the next time.
   */
  readonly wait?: (seen: StudyFacts) => Promise<void>;
  readonly signal: AbortSignal;
}

/** How a stage in batches ended with this step of it. */
export function endOfStep({ state }: Pick<BatchStep, 'state'>): StageEnd {
  return state === 'waiting' || state === 'done' ? state : 'failed';
}

/**
 * Does one stage after the other, from the first that is not done. Each time it is the store that tells which: ended at
 * any moment and begun again, here or elsewhere, the study goes on, and nothing is done twice.
 */
export async function advanceStudy(tools: StudyTools): Promise<readonly Stage[]> {
  const { facts, run, onStages, wait, signal } = tools;
  /** A stage that ended and is not done would end in the same way again. */
  const tried = new Set<StageName>();
  let hasWaited = false;
  for (;;) {
    const seen = await facts();
    const stages = studyStages(seen);
    onStages(stages);
    const next = stages.find(({ state }) => state !== 'done');
    if (next === undefined || next.name === 'report' || signal.aborted) return stages;
    if (tried.has(next.name) || hasWaited) return stages;
    const end = next.state === 'running' ? 'waiting' : await run[next.name]();
    if (end !== 'waiting') tried.add(next.name);
    else if (wait === undefined) hasWaited = true;
    else await wait(seen);
  }
}
