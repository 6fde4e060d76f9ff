import * as vscode from 'vscode';
import { type Lines, linesOf } from '../../core/skillset/lines.ts';
import type { TextRange } from '../../core/skillset/problem.ts';
import type { Project } from '../../core/skillset/project.ts';
import type { Projects } from './projects.ts';

/** A position in a file, in the terms of the core. */
export interface CorePlace {
  readonly project: Project;
  readonly path: string;
  readonly offset: number;
}

export async function placeIn(
  projects: Projects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<CorePlace> {
  const { project } = await projects.of(document);
  return { project, path: document.uri.toString(), offset: document.offsetAt(position) };
}

/** Turns ranges in the files of some projects into those of the editor, without opening the files. */
export function rangesIn(projects: readonly Project[]): (path: string, range: TextRange) => vscode.Range {
  const known = new Map<string, Lines>();
  return (path, { start, end }) => {
    const lines = known.get(path) ?? linesOf(textOf(path));
    known.set(path, lines);
    const from = lines.positionAt(start);
    const to = lines.positionAt(end);
    return new vscode.Range(from.line, from.character, to.line, to.character);
  };

  function textOf(path: string): string {
    for (const { documents } of projects) {
      const document = documents.get(path);
      if (document !== undefined) return document.text;
    }
    return '';
  }
}
