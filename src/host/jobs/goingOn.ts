import * as vscode from 'vscode';
import type { EditorRuns } from '../runs/editorRuns.ts';
import { UserError } from '../userError.ts';

/** Work on a skillset that goes on by itself from step to step, once it was agreed to. */
interface Ongoing {
  /** As in `The evaluation`. */
  readonly what: string;
  readonly abort: AbortController;
}

/** What goes on by itself in this window, at most one work for each skillset: two would send the same jobs. */
export class GoingOn implements vscode.Disposable {
  readonly #runs: EditorRuns;
  readonly #active = new Map<string, Ongoing>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something began to go on, or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(runs: EditorRuns) {
    this.#runs = runs;
  }

  has(skillset: vscode.Uri): boolean {
    return this.#active.has(skillset.toString());
  }

  /** @throws UserError where something goes on already */
  mustBeFree(skillset: vscode.Uri): void {
    const ongoing = this.#active.get(skillset.toString());
    if (ongoing === undefined) return;
    throw new UserError(`${ongoing.what} of this file goes on by itself already.`, [
      { title: 'Show Jobs', command: 'skillmix.jobs.focus' },
    ]);
  }

  /** Does the work, which ends when it is stopped or the window closes. @throws UserError where something goes on already */
  async during<T>(skillset: vscode.Uri, what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.mustBeFree(skillset);
    const abort = new AbortController();
    const key = skillset.toString();
    this.#active.set(key, { what, abort });
    this.#changed.fire();
    try {
      return await this.#runs.during(work(abort.signal), abort);
    } finally {
      this.#active.delete(key);
      this.#changed.fire();
    }
  }

  /** Ends the work in good order. What runs on targets goes on there. */
  stop(skillset: vscode.Uri): void {
    this.#active.get(skillset.toString())?.abort.abort();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
