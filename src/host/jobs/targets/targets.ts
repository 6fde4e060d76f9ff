import * as vscode from 'vscode';
import { readTargets } from '../../../core/jobs/readTargets.ts';
import type { Target } from '../../../core/jobs/target.ts';
import type { TargetPort } from '../../../core/jobs/targetPort.ts';
import { UserError } from '../../userError.ts';
import type { JobsEngine } from '../jobsEngine.ts';

const SETTING = 'skillmix.targets';

/** This machine needs no description. */
const HERE: readonly (readonly [string, Target])[] = [['local', { kind: 'local' }]];

/** The machines of the setting, reached when first needed, and left when the setting changes or the window closes. */
export class Targets implements vscode.Disposable {
  readonly #engine: JobsEngine;
  readonly #subscription: vscode.Disposable;
  readonly #open = new Map<string, TargetPort>();

  constructor(engine: JobsEngine) {
    this.#engine = engine;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) void this.close();
    });
  }

  /** By name, with what is wrong with others. */
  known(): { readonly targets: ReadonlyMap<string, Target>; readonly problems: readonly string[] } {
    const { targets, problems } = readTargets(
      vscode.workspace.getConfiguration('skillmix').get<unknown>('targets'),
    );
    return { targets: new Map([...HERE, ...targets]), problems };
  }

  /** @throws UserError where the setting knows no such target */
  of(name: string): TargetPort {
    const port = this.find(name);
    if (port !== undefined) return port;
    const { targets, problems } = this.known();
    throw new UserError(
      [`There is no target "${name}". Known: ${[...targets.keys()].join(', ')}.`, ...problems].join(' '),
      [{ title: 'Open the Setting', command: 'workbench.action.openSettings', args: [SETTING] }],
    );
  }

  find(name: string): TargetPort | undefined {
    const open = this.#open.get(name);
    if (open !== undefined) return open;
    const target = this.known().targets.get(name);
    if (target === undefined) return undefined;
    const port = this.#engine.targetPort(name, target);
    this.#open.set(name, port);
    return port;
  }

  /** Ends the connections that are kept open; jobs go on without them. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map((port) => port.close()));
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.close();
  }
}
