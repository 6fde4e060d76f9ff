import type { Target } from '../../core/jobs/target.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';

/** What jobs need done outside the editor. `jobs.ts` builds it from the adapters. */
export interface JobsEngine {
  /** What reaches a machine that jobs run on. Nothing is connected before it is asked something. */
  targetPort(name: string, target: Target): TargetPort;
  /** The hosts that the user has described to `ssh`. */
  configuredHosts(): Promise<readonly string[]>;
}
