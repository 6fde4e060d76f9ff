import { Command, InvalidArgumentError, Option } from 'commander';
import { replaceLines } from '../adapters/exchange/atomicFile.ts';
import { reportOf } from '../core/metrics/report.ts';
import { countTexts } from '../core/tables/countTexts.ts';
import { csvForm } from '../core/tables/csvForm.ts';
import { latexForm } from '../core/tables/latexForm.ts';
import { markdownForm } from '../core/tables/markdownForm.ts';
import { STUDY_TABLES, type Statistic, type StudyTableKind, studyTable } from '../core/tables/studyTable.ts';
import type { CommandContext } from './commandContext.ts';
import { collect, formatOption } from './options.ts';
import { provenanceOf } from './provenanceOf.ts';
import { addScopeFlags, type ScopeFlags, withReportScope } from './reportScope.ts';
import { harmless, print, tell, UsageError } from './terminal.ts';

interface TableFlags extends ScopeFlags {
  readonly table: StudyTableKind;
  readonly statistic: Statistic;
  readonly name?: readonly (readonly [string, string])[];
  readonly format: keyof typeof FORMS;
  readonly output?: string;
}

const FORMS = { markdown: markdownForm, latex: latexForm, csv: csvForm };

export function tablesCommand(_context: CommandContext): Command {
  return addScopeFlags(
    new Command('tables').description(
      'Set the results out as the tables of a study, with where they come from.',
    ),
  )
    .addOption(
      new Option(
        '--table <which>',
        'full marks; all three metrics; data efficiency (name its students in order); or one row for each grader',
      )
        .choices(STUDY_TABLES)
        .default(STUDY_TABLES[0]),
    )
    .addOption(
      new Option('--statistic <which>', 'of the generations of a mix the best, or the mean over them')
        .choices(['max', 'mean'])
        .default('max'),
    )
    .option(
      '--name <student=words>',
      'other words for a student, as in "lab/tuned=Mistral-7B on D(1,2,3)"; may be given again',
      collect(readName),
    )
    .addOption(formatOption(['markdown', 'latex', 'csv']))
    .option('-o, --output <file>', 'write it there')
    .addHelpText('after', HELP)
    .action(runTables);
}

const HELP = `
Texts written for the evaluation of a study are taken where there are any, unless a --purpose is given.
Students stand in the order of their --student flags, or by name.`;

async function runTables(file: string | undefined, flags: TableFlags): Promise<void> {
  if (flags.table === 'efficiency' && flags.student === undefined)
    throw new UsageError('Name the students of the comparison with --student, from least data to most.');
  await withReportScope(file, flags, async (scope) => {
    const report = reportOf(scope.facts, scope.options);
    const evaluated = report.cells.filter(({ purpose }) => purpose === 'evaluate');
    const cells = flags.purpose === undefined && evaluated.length > 0 ? evaluated : report.cells;
    const table = studyTable({ cells }, flags.table, {
      statistic: flags.statistic,
      ...(flags.student === undefined ? {} : { students: flags.student }),
      names: new Map(flags.name),
    });
    if (table.rows.length === 0) throw new UsageError('Nothing is graded of what was asked for.');
    const text = FORMS[flags.format](
      table,
      provenanceOf(scope, flags, await countTexts(scope.store, scope.chosen, scope.options)),
    );
    if (flags.output === undefined) return print(flags.format === 'csv' ? text : harmless(text));
    await replaceLines(flags.output, (write) => write(text), '');
    tell(`Written: ${flags.output}`);
  });
}

function readName(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new InvalidArgumentError('Write student=words.');
}
