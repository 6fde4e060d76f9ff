import * as vscode from 'vscode';
import type { StorePort } from '../core/runs/ports.ts';
import type { Engine } from './engine.ts';

export interface OpenStore {
  readonly store: StorePort;
  /** Of the store's file. */
  readonly path: string;
  /** The name under which the store knows the skillset file. */
  readonly file: string;
}

/** In milliseconds. */
const SOON = 100;
/** In milliseconds: a run writes many times a second, and what is shown is read anew once for all of them. */
const WRITTEN = 1_000;

/** The stores of the skillsets in this window: opened when first used, watched for what others write. */
export class Stores implements vscode.Disposable {
  readonly #engine: Engine;
  readonly #open = new Map<string, Promise<StorePort>>();
  readonly #watched = new Set<string>();
  readonly #watchers: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  #pending: { readonly timer: NodeJS.Timeout; readonly due: number } | undefined;

  /** Something in a store changed, here or in another process. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: Engine) {
    this.#engine = engine;
    // What was kept closed until then is there to be read.
    this.#watchers.push(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed()));
  }

  /** Opens the store of a skillset, and makes it where there is none. */
  async of(skillset: vscode.Uri): Promise<OpenStore> {
    const { path, file } = this.#engine.storePlace(skillset.fsPath);
    let opening = this.#open.get(path);
    if (opening === undefined) {
      opening = this.#engine.openStore(path);
      this.#open.set(path, opening);
      opening.catch(() => this.#open.delete(path));
      if (!this.#watched.has(path)) this.#watch(path);
    }
    return { store: await opening, path, file };
  }

  /** The store of a skillset where it exists: reading makes none, and none is opened in Restricted Mode. */
  async existing(skillset: vscode.Uri): Promise<OpenStore | undefined> {
    if (skillset.scheme !== 'file' || !vscode.workspace.isTrusted) return undefined;
    const { path } = this.#engine.storePlace(skillset.fsPath);
    if (!this.#open.has(path) && !(await exists(path))) return undefined;
    return this.of(skillset);
  }

  /** Tells the listeners, soon and once for many calls. */
  changed(): void {
    this.#tellWithin(SOON);
  }

  /** Closes what is open. What was promised to be kept is on disk then, and claims are given back. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (opening) => (await opening).close()));
  }

  dispose(): void {
    clearTimeout(this.#pending?.timer);
    for (const watcher of this.#watchers) watcher.dispose();
    this.#changed.dispose();
  }

  #tellWithin(milliseconds: number): void {
    const due = this.#engine.clock.now() + milliseconds;
    if (this.#pending !== undefined && this.#pending.due <= due) return;
    clearTimeout(this.#pending?.timer);
    const timer = setTimeout(() => {
      this.#pending = undefined;
      this.#changed.fire();
    }, milliseconds);
    this.#pending = { timer, due };
  }

  /** A file that was deleted must not be written to any more: what comes next goes into a new one. */
  #forget(path: string): void {
    const opening = this.#open.get(path);
    this.#open.delete(path);
    opening?.then((store) => store.close()).catch(() => undefined);
    this.changed();
  }

  #watch(path: string): void {
    this.#watched.add(path);
    const uri = vscode.Uri.file(path);
    const name = path.slice(path.replaceAll('\\', '/').lastIndexOf('/') + 1);
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), `{${name},${name}-wal}`);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (): void => this.#tellWithin(WRITTEN);
    this.#watchers.push(
      watcher,
      watcher.onDidChange(tell),
      watcher.onDidCreate(tell),
      watcher.onDidDelete((deleted) => (deleted.fsPath === uri.fsPath ? this.#forget(path) : tell())),
    );
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.file(path));
    return true;
  } catch {
    return false;
  }
}
