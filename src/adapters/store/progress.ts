import * as v from 'valibot';
import type { RunProgress } from '../../core/runs/progress.ts';

const counts = v.object({
  total: v.number(),
  done: v.number(),
  unreadable: v.number(),
  failed: v.number(),
  running: v.number(),
  left: v.number(),
  cached: v.number(),
});

/** The progress of a run, as JSON.parse gives it. */
export const progress: v.GenericSchema<unknown, RunProgress> = v.object({
  state: v.picklist(['running', 'pausing', 'paused', 'stopping', 'ended']),
  texts: counts,
  gradings: counts,
  retried: v.number(),
  spent: v.object({
    money: v.number(),
    input: v.number(),
    output: v.number(),
    calls: v.number(),
    unpriced: v.number(),
    estimated: v.number(),
  }),
  spentBefore: v.number(),
  projected: v.exactOptional(v.number()),
  callsPerSecond: v.number(),
  secondsLeft: v.exactOptional(v.number()),
  endpoints: v.array(
    v.object({
      name: v.string(),
      running: v.number(),
      limit: v.number(),
      waits: v.exactOptional(v.number()),
    }),
  ),
});
