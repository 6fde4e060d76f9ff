import { relative } from 'node:path';
import { linesOf } from '../core/skillset/lines.ts';
import type { Problem, Severity } from '../core/skillset/problem.ts';
import type { Project } from '../core/skillset/project.ts';

/** A problem as the command line prints it: public and stable. Lines and columns count from 1, in UTF-16 units. */
export interface LocatedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/**
 * Every problem of a file and what it includes, in the order of the files and of the text. The file itself is named
 * as it was `given`.
 */
export function locatedProblems(
  project: Project,
  problems: ReadonlyMap<string, readonly Problem[]>,
  given: string,
): LocatedProblem[] {
  return [...problems].flatMap(([path, found]) => {
    const lines = linesOf(project.documents.get(path)?.text ?? '');
    return found
      .toSorted((a, b) => a.range.start - b.range.start)
      .map(({ range, severity, code, message }) => {
        const start = lines.positionAt(range.start);
        const end = lines.positionAt(range.end);
        return {
          file: path === project.root.path ? given : relative(process.cwd(), path),
          ...{ line: start.line + 1, column: start.character + 1 },
          ...{ endLine: end.line + 1, endColumn: end.character + 1 },
          ...{ severity, code, message },
        };
      });
  });
}

export function formatProblem({ file, line, column, severity, code, message }: LocatedProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}
