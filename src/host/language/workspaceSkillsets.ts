import * as vscode from 'vscode';
import { loadProject, type Project } from '../../core/skillset/project.ts';
import { filesOfEditor } from './projects.ts';

/**
 * Every skillset file of the workspace, each with what it includes. They are read when they are asked for; what has not
 * changed since is not parsed again.
 */
export class WorkspaceSkillsets {
  readonly #known = new Map<string, Project>();

  async all(token: vscode.CancellationToken): Promise<Project[]> {
    const uris = await vscode.workspace.findFiles(
      '**/*.skillset.{yaml,yml}',
      '**/node_modules/**',
      undefined,
      token,
    );
    const projects: Project[] = [];
    for (const id of uris.map((uri) => uri.toString())) {
      if (token.isCancellationRequested) break;
      const project = await loadProject(id, filesOfEditor, this.#known.get(id));
      this.#known.set(id, project);
      projects.push(project);
    }
    return projects;
  }
}
