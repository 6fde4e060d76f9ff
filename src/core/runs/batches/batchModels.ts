import type { Batch } from '../records.ts';

/** The models of some batches, as `endpoint/model`, each once. */
export function batchModels(batches: readonly Batch[]): string[] {
  return [...new Set(batches.map(({ endpoint, model }) => `${endpoint.name}/${model}`))];
}
