import { Command, Option } from 'commander';
import type { ReportFacts } from '../core/metrics/facts.ts';
import { formatReport } from '../core/metrics/formatReport.ts';
import { type ReportOptions, reportOf } from '../core/metrics/report.ts';
import { reportCsv } from '../core/metrics/reportCsv.ts';
import { formatYields, yieldCsv } from '../core/metrics/yieldForms.ts';
import { type YieldOptions, yieldsOf } from '../core/metrics/yields.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { Keep } from '../core/skillset/study.ts';
import type { CommandContext } from './commandContext.ts';
import { formatOption } from './options.ts';
import { addScopeFlags, type ScopeFlags, withReportScope } from './reportScope.ts';
import { harmless, print, printJson } from './terminal.ts';

interface ReportFlags extends ScopeFlags {
  readonly table: 'cells' | 'skills' | 'yields';
  readonly keep?: Keep;
  readonly format: string;
}

export function reportCommand(_context: CommandContext): Command {
  return addScopeFlags(
    new Command('report').description(
      'Print the results: per student, grader, split and k, and per skill, with 95 % intervals.',
    ),
  )
    .addOption(
      new Option(
        '--table <which>',
        'cells and skills for --format csv; yields: how many attempts became data',
      )
        .choices(['cells', 'skills', 'yields'])
        .default('cells'),
    )
    .addOption(
      new Option(
        '--keep <which>',
        'for yields: which texts are kept (default: as the study says, or full-marks)',
      ).choices(KEEPS),
    )
    .addOption(formatOption(['table', 'json', 'csv']))
    .addHelpText('after', HELP)
    .action(runReport);
}

const KEEPS = ['full-marks', 'all-skills', 'all'] as const satisfies readonly Keep[];

const HELP = `
Yields count the attempts at data (--purpose data, unless another is given). A text is kept where the grader says so;
with several graders there is a table for each, and one where all of them must agree.
In CSV, a name that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet takes it for a formula.`;

async function runReport(file: string | undefined, flags: ReportFlags): Promise<void> {
  await withReportScope(file, flags, ({ facts, options, skillset }) => {
    if (flags.table === 'yields') printYields(facts, yieldOptions(options, flags, skillset), flags.format);
    else printReport(facts, options, flags.table, flags.format);
  });
}

function yieldOptions(
  report: ReportOptions,
  { keep }: ReportFlags,
  skillset: Skillset | undefined,
): YieldOptions {
  return {
    ...report,
    filter: { purposes: ['data'], ...report.filter },
    keep: keep ?? skillset?.study?.data?.keep ?? 'full-marks',
  };
}

function printReport(
  facts: ReportFacts,
  options: ReportOptions,
  table: 'cells' | 'skills',
  format: string,
): void {
  const report = reportOf(facts, options);
  if (format === 'json') printJson(report);
  else print(format === 'csv' ? reportCsv(report, table) : harmless(formatReport(report)));
}

function printYields(facts: ReportFacts, options: YieldOptions, format: string): void {
  const report = yieldsOf(facts, options);
  if (format === 'json') printJson(report);
  else print(format === 'csv' ? yieldCsv(report) : harmless(formatYields(report)));
}
