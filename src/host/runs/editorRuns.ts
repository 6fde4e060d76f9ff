import * as vscode from 'vscode';
import type { ClockPort, StorePort } from '../../core/runs/ports.ts';
import { type NewRun, recordedRun } from '../../core/runs/recordedRun.ts';
import type { Run, RunId } from '../../core/runs/records.ts';
import type { RunHandle, RunSummary } from '../../core/runs/runner.ts';

/** A run that is under way in this window. */
export interface ActiveRun {
  readonly skillset: vscode.Uri;
  readonly handle: RunHandle;
  readonly abort: AbortController;
}

export interface StartRun {
  readonly skillset: vscode.Uri;
  readonly store: StorePort;
  readonly begun: NewRun;
  /** Ends the run in good order, from its first moment on. */
  readonly abort: AbortController;
  readonly start: (run: Run, signal: AbortSignal) => Promise<RunHandle>;
}

/** In milliseconds: how often what is shown of running runs is brought up to date. */
const TICK = 500;

/** The runs of this window while they are under way. */
export class EditorRuns implements vscode.Disposable {
  readonly #clock: ClockPort;
  readonly #active = new Map<RunId, ActiveRun>();
  readonly #ending = new Set<Promise<unknown>>();
  readonly #aborts = new Set<AbortController>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<void>();
  #ticking: NodeJS.Timeout | undefined;
  /** A run began, ended, or was paused, resumed or cancelled. */
  readonly onDidChange = this.#changed.event;
  /** Some of them may have come further. */
  readonly onDidProgress = this.#progressed.event;

  constructor(clock: ClockPort) {
    this.#clock = clock;
  }

  list(): readonly ActiveRun[] {
    return [...this.#active.values()];
  }

  find(id: RunId): ActiveRun | undefined {
    return this.#active.get(id);
  }

  /** Does a run to its end, with a record of it. Rejects where the run could not be begun, or the store failed. */
  async run({ skillset, store, begun, abort, start }: StartRun): Promise<RunSummary> {
    const ending = recordedRun({ store, clock: this.#clock }, begun, async (run) => {
      const handle = await start(run, abort.signal);
      this.#active.set(run.id, { skillset, handle, abort });
      this.#tell();
      return handle.ended;
    });
    try {
      return await this.during(ending, abort);
    } finally {
      this.#active.delete(begun.id);
      this.#tell();
    }
  }

  /** Waits for work that is no run to be watched, and ends it too when the window closes. */
  async during<T>(work: Promise<T>, abort: AbortController): Promise<T> {
    this.#ending.add(work);
    this.#aborts.add(abort);
    try {
      return await work;
    } finally {
      this.#ending.delete(work);
      this.#aborts.delete(abort);
    }
  }

  pause({ handle }: ActiveRun): void {
    handle.pause();
    this.#tell();
  }

  resume({ handle }: ActiveRun): void {
    handle.resume();
    this.#tell();
  }

  cancel({ abort }: ActiveRun): void {
    abort.abort();
    this.#tell();
  }

  cancelAll(): void {
    for (const active of this.#active.values()) this.cancel(active);
  }

  /** Ends all runs in good order, and waits until their records are kept. */
  async end(): Promise<void> {
    for (const abort of this.#aborts) abort.abort();
    await Promise.allSettled(this.#ending);
  }

  dispose(): void {
    clearInterval(this.#ticking);
    this.#changed.dispose();
    this.#progressed.dispose();
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'skillmix.running', this.#active.size > 0);
    if (this.#active.size === 0) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    } else this.#ticking ??= setInterval(() => this.#progressed.fire(), TICK);
    this.#changed.fire();
  }
}
