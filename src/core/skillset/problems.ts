import { checkAliasClashes } from './checks/aliasClashes.ts';
import { checkDuplicateNames } from './checks/duplicateNames.ts';
import { checkFileKeys } from './checks/fileKeys.ts';
import { checkIncludes } from './checks/includes.ts';
import { checkKRange } from './checks/kRange.ts';
import type { ProjectCheck } from './checks/projectCheck.ts';
import { checkReservedSplits } from './checks/reservedSplits.ts';
import { checkUnknownNames } from './checks/unknownNames.ts';
import { indexNames, type NameIndex } from './names.ts';
import { acceptInto, type Problem, shiftProblem } from './problem.ts';
import type { Project } from './project.ts';

/** The problems of each file of the project, by path, in the order of the text. Every file has an entry. */
export function findProblems(
  project: Project,
  index: NameIndex = indexNames(project),
): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const { path, problems } of project.documents.values()) found.set(path, [...problems]);
  for (const [path, facts] of index.facts) {
    const problems = found.get(path) ?? [];
    for (const { at, facts: own } of facts)
      for (const problem of own.problems) problems.push(shiftProblem(problem, at));
  }
  const acceptIn = (path: string) => acceptInto(found.get(path) ?? []);
  for (const check of PROJECT_CHECKS) check({ project, index, acceptIn });
  for (const problems of found.values()) problems.sort((one, other) => one.range.start - other.range.start);
  return found;
}

const PROJECT_CHECKS: readonly ProjectCheck[] = [
  checkFileKeys,
  checkIncludes,
  checkDuplicateNames,
  checkReservedSplits,
  checkAliasClashes,
  checkUnknownNames,
  checkKRange,
];
