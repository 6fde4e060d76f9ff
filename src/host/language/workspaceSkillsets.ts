import * as vscode from 'vscode';
import { loadProject, type Project } from '../../core/skillset/project.ts';
import { relativePath } from '../../core/skillset/relativePath.ts';
import { filesOfEditor } from './projects.ts';

const SKILLSETS = '**/*.skillset.{yaml,yml}';

/**
 * Every skillset file of the workspace, each with what it includes. They are read when they are asked for; what has not
 * changed since is not parsed again.
 */
export class WorkspaceSkillsets implements vscode.Disposable {
  readonly #known = new Map<string, Project>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(SKILLSETS, false, true, false);
  #found: Thenable<vscode.Uri[]> | undefined;

  constructor() {
    this.#watcher.onDidCreate(() => this.#forget());
    this.#watcher.onDidDelete(() => this.#forget());
  }

  uris(): Thenable<vscode.Uri[]> {
    this.#found ??= vscode.workspace.findFiles(SKILLSETS, '**/node_modules/**');
    return this.#found;
  }

  async all(token: vscode.CancellationToken): Promise<Project[]> {
    const projects: Project[] = [];
    for (const uri of await this.uris()) {
      if (token.isCancellationRequested) break;
      const id = uri.toString();
      const project = await loadProject(id, filesOfEditor, this.#known.get(id));
      this.#known.set(id, project);
      projects.push(project);
    }
    return projects;
  }

  /** The paths of the other files as one of them would include them. */
  async pathsFrom(uri: vscode.Uri): Promise<string[]> {
    const others = (await this.uris()).filter(
      (other) => other.scheme === uri.scheme && other.authority === uri.authority && other.path !== uri.path,
    );
    return others.map((other) => relativePath(uri.path, other.path)).sort();
  }

  dispose(): void {
    this.#watcher.dispose();
  }

  #forget(): void {
    this.#found = undefined;
    this.#known.clear();
  }
}
