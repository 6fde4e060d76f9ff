import * as vscode from 'vscode';
import type { Problem } from '../../core/skillset/problem.ts';
import { findProblems } from '../../core/skillset/problems.ts';
import { loadProject, type Project, type SkillsetFiles } from '../../core/skillset/project.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { skillsetOf } from '../../core/skillset/skillsetOf.ts';
import { surroundingsOf } from './surroundingsOf.ts';

export const LANGUAGE = 'skillset';

/** A skillset as it stands in the editor now. */
export interface OpenProject {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly project: Project;
  /** The problems of this file; worked out once. */
  readonly problems: () => readonly Problem[];
  /** What the file says, as far as it is right; worked out once. */
  readonly skillset: () => Skillset;
}

/** How long typing may go on before the problems are told again, in milliseconds. */
const PAUSE = 40;

/** The skillset files that are open, each with what it includes, read anew when one of them changes. */
export class Projects implements vscode.Disposable {
  readonly #loaded = new Map<string, OpenProject>();
  readonly #loading = new Map<string, { readonly version: number; readonly done: Promise<OpenProject> }>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #didLoad = new vscode.EventEmitter<OpenProject>();
  readonly #didClose = new vscode.EventEmitter<vscode.Uri>();

  /** A version of a file was read, with its includes. */
  readonly onDidLoad = this.#didLoad.event;
  readonly onDidClose = this.#didClose.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.skillset.{yaml,yml}');
    const reread = (uri: vscode.Uri): void => this.#rereadIncluding(uri);
    this.#subscriptions.push(
      this.#didLoad,
      this.#didClose,
      watcher,
      watcher.onDidChange(reread),
      watcher.onDidCreate(reread),
      watcher.onDidDelete(reread),
      vscode.workspace.onDidOpenTextDocument((document) => this.#schedule(document, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || !isSkillset(document)) return;
        this.#schedule(document, PAUSE);
        this.#rereadIncluding(document.uri);
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('skillmix')) return;
        for (const { document } of this.#loaded.values()) this.#schedule(document, PAUSE);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
    );
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
  }

  /** The project of the document's newest version. */
  async of(document: vscode.TextDocument): Promise<OpenProject> {
    const id = document.uri.toString();
    const loaded = this.#loaded.get(id);
    if (loaded?.version === document.version && !this.#timers.has(id)) return loaded;
    return this.#load(document);
  }

  /** The newest version that was read, which may be older than the document. */
  latest(document: vscode.TextDocument): OpenProject | undefined {
    return this.#loaded.get(document.uri.toString());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #schedule(document: vscode.TextDocument, pause: number): void {
    if (!isSkillset(document)) return;
    const id = document.uri.toString();
    clearTimeout(this.#timers.get(id));
    const load = (): void => {
      this.#timers.delete(id);
      void this.#load(document);
    };
    this.#timers.set(id, setTimeout(load, pause));
  }

  #load(document: vscode.TextDocument): Promise<OpenProject> {
    const id = document.uri.toString();
    const { version } = document;
    const under = this.#loading.get(id);
    const stale = this.#timers.get(id);
    if (under?.version === version && stale === undefined) return under.done;
    clearTimeout(stale);
    this.#timers.delete(id);
    const previous = this.#loaded.get(id)?.project;
    const done = loadProject(id, filesOfEditor, previous).then((project) => {
      const all = once(() => findProblems(project, surroundingsOf(document.uri)));
      const open: OpenProject = {
        document,
        version,
        project,
        problems: () => all().get(id) ?? [],
        skillset: once(() => skillsetOf(project, all())),
      };
      if (document.version === version && !document.isClosed) {
        this.#loaded.set(id, open);
        this.#didLoad.fire(open);
      }
      if (this.#loading.get(id)?.done === done) this.#loading.delete(id);
      return open;
    });
    this.#loading.set(id, { version, done });
    return done;
  }

  #rereadIncluding(uri: vscode.Uri): void {
    const changed = uri.toString();
    for (const [id, { project, document }] of this.#loaded) {
      if (id !== changed && project.documents.has(changed)) this.#schedule(document, PAUSE);
    }
  }

  #close(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (this.#loaded.delete(id)) this.#didClose.fire(document.uri);
  }
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

export function isSkillset(document: vscode.TextDocument): boolean {
  return document.languageId === LANGUAGE;
}

/** Files as the editor sees them: what is open counts before what is on disk. Paths are addresses as text. */
export const filesOfEditor: SkillsetFiles = {
  async read(path) {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === path);
    if (open !== undefined) return open.getText();
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(path)));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  },
  resolve: (from, relative) => vscode.Uri.joinPath(vscode.Uri.parse(from), '..', relative).toString(),
};
