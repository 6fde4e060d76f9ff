import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nodeFiles } from '../adapters/files/nodeFiles.ts';
import { findProblems } from '../core/skillset/problems.ts';
import { loadProject, type Project } from '../core/skillset/project.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { skillsetOf } from '../core/skillset/skillsetOf.ts';
import { formatProblem, locatedProblems } from './locatedProblems.ts';
import { tell, UsageError, WorkError } from './terminal.ts';

export async function readProject(file: string): Promise<Project> {
  const path = resolve(file);
  if (!existsSync(path)) throw new UsageError(`There is no file ${file}.`);
  return loadProject(path, nodeFiles);
}

/** The skillset of a file without errors: nothing is paid for a file that does not say what it means. */
export async function readSkillset(file: string): Promise<Skillset> {
  const project = await readProject(file);
  const errors = locatedProblems(project, findProblems(project), file).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length === 0) return skillsetOf(project);
  for (const error of errors) tell(formatProblem(error));
  throw new WorkError(
    `${file} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: mend them first.`,
  );
}
