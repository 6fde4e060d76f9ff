import type { TextEdit } from '../edits/textEdit.ts';
import type { Problem } from '../problem.ts';
import type { Project } from '../project.ts';
import { fixesFor } from './fixesFor.ts';

/** The edits of one file that mend what has one right answer, in the order of the text. */
export function safeFixes(project: Project, path: string, problems: readonly Problem[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const problem of problems) {
    const fix = fixesFor(project, path, problem).find(({ isSafe }) => isSafe);
    const isFree = fix?.edits.every((edit) => edits.every((other) => isApart(edit, other))) ?? false;
    if (fix !== undefined && isFree) edits.push(...fix.edits);
  }
  return edits.sort((one, other) => one.start - other.start);
}

function isApart(one: TextEdit, other: TextEdit): boolean {
  return one.end <= other.start || other.end <= one.start;
}
