import type { Schedule } from '../../skillset/trainPlan.ts';

/** Learning-rate schedules as the trainer of Transformers names them, on which both engines build. */
export const SCHEDULERS: Readonly<Record<Schedule, string>> = {
  constant: 'constant_with_warmup',
  linear: 'linear',
  cosine: 'cosine',
};
