import { checkAliasClashes } from './checks/aliasClashes.ts';
import { checkBroadChecks } from './checks/broadChecks.ts';
import { checkDuplicateNames } from './checks/duplicateNames.ts';
import { checkFileKeys } from './checks/fileKeys.ts';
import { checkIncludes } from './checks/includes.ts';
import { checkKRange } from './checks/kRange.ts';
import { checkLeaks } from './checks/leaks.ts';
import { checkMachineNames } from './checks/machineNames.ts';
import { checkNearDuplicates } from './checks/nearDuplicates.ts';
import type { ProjectCheck } from './checks/projectCheck.ts';
import { checkReservedSplits } from './checks/reservedSplits.ts';
import { checkEmptySplits, checkOverlappingSplits } from './checks/splitContents.ts';
import { checkTooFewMixes } from './checks/tooFewMixes.ts';
import { checkTrainedSizes } from './checks/trainedSizes.ts';
import { checkUnknownNames } from './checks/unknownNames.ts';
import { checkUnusedNames } from './checks/unusedNames.ts';
import { indexNames, type NameIndex, partsIn } from './names.ts';
import { acceptInto, type Problem, shiftProblem } from './problem.ts';
import type { Project } from './project.ts';
import type { Surroundings } from './surroundings.ts';
import { lastUpTo } from './tree/lastUpTo.ts';

/**
 * The problems of each file of the project, by path, in the order of the text. Every file has an entry. What the
 * surroundings do not say is not checked.
 */
export function findProblems(project: Project, surroundings: Surroundings = {}): Map<string, Problem[]> {
  const index = indexNames(project);
  const found = new Map<string, Problem[]>();
  for (const path of project.documents.keys()) found.set(path, localProblems(path, index));
  const acceptIn = (path: string) => acceptInto(found.get(path) ?? []);
  for (const check of PROJECT_CHECKS) check({ project, index, surroundings, acceptIn });
  for (const { path, problems } of project.documents.values()) {
    const all = [...problems, ...withoutEchoes(found.get(path) ?? [], problems)];
    found.set(
      path,
      all.sort((one, other) => one.range.start - other.range.start),
    );
  }
  return found;
}

function localProblems(path: string, index: NameIndex): Problem[] {
  const problems: Problem[] = [];
  for (const { at, facts } of partsIn(index, path)) {
    for (const problem of facts.problems) problems.push(shiftProblem(problem, at));
  }
  return problems;
}

/** What cannot be read is of no right type and names nothing either: the first complaint is enough. */
function withoutEchoes(problems: readonly Problem[], syntax: readonly Problem[]): readonly Problem[] {
  const errors = syntax.filter(({ severity }) => severity === 'error').map(({ range }) => range.start);
  if (errors.length === 0) return problems;
  errors.sort((one, other) => one - other);
  const firstFrom = (least: number) => errors[lastUpTo(errors, least - 1, (start) => start) + 1];
  return problems.filter(({ range }) => (firstFrom(range.start) ?? Number.POSITIVE_INFINITY) > range.end);
}

const PROJECT_CHECKS: readonly ProjectCheck[] = [
  checkFileKeys,
  checkIncludes,
  checkDuplicateNames,
  checkReservedSplits,
  checkAliasClashes,
  checkUnknownNames,
  checkKRange,
  checkNearDuplicates,
  checkBroadChecks,
  checkEmptySplits,
  checkOverlappingSplits,
  checkTooFewMixes,
  checkLeaks,
  checkTrainedSizes,
  checkMachineNames,
  checkUnusedNames,
];
