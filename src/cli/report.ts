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
import { type HtmlFlags, writeHtmlReport } from './htmlReport.ts';
import {
  assumptionsFrom,
  hasAssumptions,
  isMeasure,
  MEASURES,
  type MeasureName,
  type NoveltyFlags,
} from './measureTables.ts';
import { decimal, formatOption, wholeNumber } from './options.ts';
import { printTable } from './printTable.ts';
import { addScopeFlags, withReportScope } from './reportScope.ts';
import { harmless, print, printJson } from './terminal.ts';

interface ReportFlags extends Omit<HtmlFlags, 'html'>, NoveltyFlags {
  readonly html?: string;
  readonly table: 'cells' | 'skills' | 'yields' | MeasureName;
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
        'cells and skills for --format csv; yields: how many attempts became data; the others: see below',
      )
        .choices(['cells', 'skills', 'yields', ...Object.keys(MEASURES)])
        .default('cells'),
    )
    .addOption(
      new Option(
        '--keep <which>',
        'for yields: which texts are kept (default: as the study says, or full-marks)',
      ).choices(KEEPS),
    )
    .option(
      '--p-skill <p>',
      'for novelty: how often a piece of the corpus shows a given skill',
      decimal(0, 1),
    )
    .option('--p-topic <p>', 'for novelty: how often it is about a given topic', decimal(0, 1))
    .option('--corpus <n>', 'for novelty: how many pieces the corpus has', decimal(0, Number.MAX_VALUE))
    .addOption(formatOption(['table', 'json', 'csv']))
    .option('--html <file>', 'write everything as one page with figures that needs no network')
    .option('--texts <n>', 'for --html: the most texts that the page holds', wholeNumber(0), 500)
    .option('--base <student>', 'for --html: compare this student …')
    .option('--tuned <student>', '… with this one, on the mixes that both have')
    .addHelpText('after', HELP)
    .action(runReport);
}

const KEEPS = ['full-marks', 'all-skills', 'all'] as const satisfies readonly Keep[];

const HELP = `
criteria, categories, rates: how often points are earned, by kind of criterion, by category, or by all and skill, per k.
hardest: the skills by how seldom their point is earned, over all k and at each.
pairs: skills that are missed together more often than each alone would make likely.
agreement, bias: of graders with each other on the same texts. consistency: of one grader over its rounds.
alarms: rounds that are the same, points without evidence, points against their own reason (reads all words; of reasons,
English only).
novelty: whether full marks are too frequent to be copies of the training corpus.
texts: every text behind the figures, with its id, its points and its scores; narrowed by the same flags as the figures.
Yields count the attempts at data (--purpose data, unless another is given). A text is kept where the grader says so;
with several graders there is a table for each, and one where all of them must agree.
In CSV, a name that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet takes it for a formula.`;

async function runReport(file: string | undefined, flags: ReportFlags): Promise<void> {
  await withReportScope(file, flags, async (scope) => {
    const { facts, options, skillset } = scope;
    const { html } = flags;
    if (html !== undefined)
      return writeHtmlReport(
        scope,
        { ...flags, html },
        hasAssumptions(flags) ? assumptionsFrom(flags) : undefined,
      );
    if (isMeasure(flags.table)) printTable(await MEASURES[flags.table](scope, flags), flags.format);
    else if (flags.table === 'yields')
      printYields(facts, yieldOptions(options, flags, skillset), flags.format);
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
