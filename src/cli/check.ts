import { Command } from 'commander';
import { budgetProblems } from '../core/skillset/budgetProblems.ts';
import { findProblems } from '../core/skillset/problems.ts';
import { skillsetOf } from '../core/skillset/skillsetOf.ts';
import type { CommandContext } from './commandContext.ts';
import { fixFile } from './fixFile.ts';
import { formatProblem, type LocatedProblem, locatedProblems } from './locatedProblems.ts';
import { formatOption } from './options.ts';
import { readProject } from './readSkillset.ts';
import { studyNeeds } from './studyNeeds.ts';
import { print, printJson, tell } from './terminal.ts';

export function checkCommand({ end }: CommandContext): Command {
  return new Command('check')
    .description('Look for problems in skillset files and in what they include.')
    .argument('<file...>', 'skillset files')
    .option('--fix', 'mend in the files what has one right answer, and list what is left')
    .addOption(formatOption(['text', 'json']))
    .addHelpText('after', '\nExits with 1 where there are errors or warnings. Positions count from 1.')
    .action(async (files: string[], { format, fix }: CheckOptions) => {
      // One after another: two files may include the same third one.
      if (fix) for (const file of files) await fixFile(file);
      const problems = withoutRepeats((await Promise.all(files.map(problemsIn))).flat());
      if (format === 'json') printJson(problems);
      else for (const problem of problems) print(formatProblem(problem));
      const serious = problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
      if (format !== 'json')
        tell(
          serious.length === 0
            ? 'No problems.'
            : serious.length === 1
              ? '1 problem.'
              : `${serious.length} problems.`,
        );
      end(serious.length === 0 ? 'ok' : 'failed');
    });
}

interface CheckOptions {
  readonly format: string;
  readonly fix?: true;
}

async function problemsIn(file: string): Promise<LocatedProblem[]> {
  const project = await readProject(file);
  const problems = findProblems(project);
  const needs = await studyNeeds(skillsetOf(project, problems));
  const { path } = project.root;
  if (needs !== undefined)
    problems.set(path, [...(problems.get(path) ?? []), ...budgetProblems(project, needs)]);
  return locatedProblems(project, problems, file);
}

/** A library that two of the files include is told of once. */
function withoutRepeats(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}
