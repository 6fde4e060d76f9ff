import { Command } from 'commander';
import { compareStudents } from '../core/metrics/compareStudents.ts';
import type { Comparison } from '../core/metrics/comparison.ts';
import { comparisonTable } from '../core/metrics/forms/comparisonTable.ts';
import { compare } from '../core/metrics/grouping.ts';
import type { CommandContext } from './commandContext.ts';
import { flipTable, readFlips } from './flips.ts';
import { formatOption } from './options.ts';
import { printTable } from './printTable.ts';
import { addScopeFlags, type ReportScope, type ScopeFlags, withReportScope } from './reportScope.ts';
import { UsageError } from './terminal.ts';

interface CompareFlags extends ScopeFlags {
  readonly base: string;
  readonly tuned: string;
  readonly flips?: boolean;
  readonly format: string;
}

export function compareCommand(_context: CommandContext): Command {
  return addScopeFlags(
    new Command('compare').description(
      'Compare two students on the same mixes: paired differences with 95 % intervals and tests, and what changed.',
    ),
  )
    .requiredOption('--base <student>', 'the student that the other is compared with')
    .requiredOption('--tuned <student>', 'the other student, such as the same model after fine-tuning')
    .option('--flips', 'list the mixes that gained or lost full marks and those of one student only')
    .addOption(formatOption(['table', 'json', 'csv']))
    .addHelpText('after', HELP)
    .action(runCompare);
}

const HELP = `
Only mixes with a graded text of both students are compared. With --flips the mixes that changed are listed instead of the
figures, with the texts of both students, and then the mixes that only one of them has a graded text for.`;

async function runCompare(file: string | undefined, flags: CompareFlags): Promise<void> {
  if (flags.student !== undefined)
    throw new UsageError('Name the two students with --base and --tuned, without --student.');
  if (flags.base === flags.tuned) throw new UsageError('Name two different students to compare.');
  await withReportScope(file, flags, async (scope) => {
    const comparison = compareStudents(scope.facts, scope.options, flags);
    checkStudents(scope, flags);
    checkGraders(comparison);
    const flips = await readFlips(scope.store, comparison);
    if (flags.flips === true) printTable(flipTable(flips), flags.format);
    else
      printTable({ ...comparisonTable(comparison), json: { ...comparison, graders: flips } }, flags.format);
  });
}

function checkStudents({ facts }: ReportScope, { base, tuned }: CompareFlags): void {
  const students = [...new Set(facts.series.map(({ writing }) => writing.student))].sort(compare);
  for (const student of [base, tuned])
    if (!students.includes(student))
      throw new UsageError(
        `There is no text by ${student}. Students with texts: ${students.join(', ') || 'none'}.`,
      );
}

function checkGraders({ base, tuned, graders }: Comparison): void {
  if (graders.length === 0)
    throw new UsageError(
      `No grader has graded texts of both ${base.student} and ${tuned.student} among those chosen: run skillmix grade, or choose more.`,
    );
}
