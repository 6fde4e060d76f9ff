import type { GradingTools } from '../../core/runs/gradeSample.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { RunTools } from './runTools.ts';

/** What the calls of a run work with. Each wait is told in the log. */
export function gradingTools(
  { engine, takesSchema, log }: RunTools,
  store: StorePort,
  title: string,
): GradingTools {
  const { clock, digest, random } = engine;
  return {
    store,
    clock,
    digest,
    random,
    takesSchema,
    onRetry: ({ message }, after) =>
      log.info(`${title}: ${message} Trying again in ${Math.ceil(after / 1000)} s.`),
  };
}
