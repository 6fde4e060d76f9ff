import type * as vscode from 'vscode';
import type { JobSpec } from '../../core/jobs/jobSpec.ts';
import { readShownJobs, runsLines, wasShown, withShown } from '../../core/jobs/shownJob.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { ClockPort } from '../../core/runs/ports.ts';

const KEY = 'skillmix.shownJobs';

/** What was shown of jobs before they ran, over restarts: the first of a kind on a target is shown in full. */
export class Agreements {
  readonly #kept: vscode.Memento;
  readonly #clock: ClockPort;

  constructor(kept: vscode.Memento, clock: ClockPort) {
    this.#kept = kept;
    this.#clock = clock;
  }

  /** What must be shown before the job runs there: nothing where the like was agreed to before. */
  toShow({ name, target }: TargetPort, spec: JobSpec): string[] {
    return wasShown(this.#shown(), { name, target, spec }) ? [] : runsLines(name, spec);
  }

  /** Keeps that it was agreed to. */
  async agreed({ name, target }: TargetPort, spec: JobSpec): Promise<void> {
    await this.#kept.update(KEY, withShown(this.#shown(), { name, target, spec }, this.#clock.now()));
  }

  #shown() {
    return readShownJobs(this.#kept.get<unknown>(KEY));
  }
}
