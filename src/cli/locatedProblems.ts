import { relative } from 'node:path';
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
    const starts = lineStarts(project.documents.get(path)?.text ?? '');
    return found
      .toSorted((a, b) => a.range.start - b.range.start)
      .map(({ range, severity, code, message }) => {
        const start = positionOf(starts, range.start);
        const end = positionOf(starts, range.end);
        return {
          file: path === project.root.path ? given : relative(process.cwd(), path),
          ...{ line: start.line, column: start.column, endLine: end.line, endColumn: end.column },
          ...{ severity, code, message },
        };
      });
  });
}

export function formatProblem({ file, line, column, severity, code, message }: LocatedProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}

/** The editor's lines: they end with a line feed, a carriage return, or both. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/gu)) starts.push(index + end.length);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): { line: number; column: number } {
  const after = starts.findIndex((start) => start > offset);
  const line = after === -1 ? starts.length : after;
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}
