import type { ClockPort, StorePort } from '../runs/ports.ts';
import type { ReadProgress } from './readProgress.ts';
import type { TargetPort } from './targetPort.ts';

/** What dispatching jobs needs from outside. */
export interface JobTools {
  readonly store: Pick<StorePort, 'saveJob' | 'jobs' | 'saveJobSteps' | 'jobSteps'>;
  readonly clock: ClockPort;
  /** The target of this name; undefined where the settings know none. */
  target(name: string): TargetPort | undefined;
  readonly readProgress: ReadProgress;
}
