import * as vscode from 'vscode';
import type { JobSpec } from '../../core/jobs/jobSpec.ts';

/** The values that jobs take in secret, such as a token of the hub, in the editor's secret storage only. */
export class JobSecrets {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Those that are there. One that is missing is asked for once; leaving it empty goes on without it. */
  async of({ secrets }: Pick<JobSpec, 'secrets'>): Promise<{ readonly [name: string]: string }> {
    const values: Record<string, string> = {};
    for (const name of secrets) {
      const value = (await this.#secrets.get(slot(name))) ?? (await this.#ask(name));
      if (value !== undefined && value !== '') values[name] = value;
    }
    return values;
  }

  /** Asks for the value anew, and keeps it; an empty one takes it away. */
  async change(name: string): Promise<void> {
    const value = await ask(name);
    if (value === undefined) return;
    if (value === '') await this.#secrets.delete(slot(name));
    else await this.#secrets.store(slot(name), value);
  }

  async #ask(name: string): Promise<string | undefined> {
    const value = await ask(name);
    if (value === undefined) throw new vscode.CancellationError();
    // Also an empty one is an answer: it is not asked for again.
    await this.#secrets.store(slot(name), value);
    return value;
  }
}

function ask(name: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Skillmix: ${name} for jobs`,
    prompt:
      'A token of the model hub is needed for gated models only. It is kept in the secret storage, and reaches the target in a file that only you can read. Leave it empty to go without.',
    password: true,
    ignoreFocusOut: true,
  });
}

function slot(name: string): string {
  return `skillmix.job ${name}`;
}
