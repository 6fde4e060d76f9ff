import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { fileKey, type StoreLocation, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import type { ReportFacts } from '../core/metrics/facts.ts';
import { formatReport } from '../core/metrics/formatReport.ts';
import { type ReportFilter, type ReportOptions, reportOf } from '../core/metrics/report.ts';
import { reportCsv } from '../core/metrics/reportCsv.ts';
import { formatYields, yieldCsv } from '../core/metrics/yieldForms.ts';
import { type YieldOptions, yieldsOf } from '../core/metrics/yields.ts';
import type { SampleFilter, StorePort } from '../core/runs/ports.ts';
import type { RunId, SamplePurpose } from '../core/runs/records.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { skillsetOf } from '../core/skillset/skillsetOf.ts';
import type { Keep } from '../core/skillset/study.ts';
import type { CommandContext } from './commandContext.ts';
import { collect, formatOption, storeOption, wholeNumber } from './options.ts';
import { readProject } from './readSkillset.ts';
import { harmless, print, printJson, UsageError } from './terminal.ts';

interface ReportCommandOptions {
  readonly store?: string;
  readonly table: 'cells' | 'skills' | 'yields';
  readonly keep?: Keep;
  /** Left out: the study decides. */
  readonly nameRule?: boolean;
  readonly common: boolean;
  readonly student?: readonly string[];
  readonly grader?: readonly string[];
  readonly split?: readonly string[];
  readonly k?: readonly number[];
  readonly seed?: readonly number[];
  readonly purpose?: readonly (SamplePurpose | null)[];
  readonly run?: string;
  readonly format: string;
}

const asWritten = (text: string): string => text;

export function reportCommand(_context: CommandContext): Command {
  return new Command('report')
    .description('Print the results: per student, grader, split and k, and per skill, with 95 % intervals.')
    .argument('[file]', 'a skillset file (default: all that the store holds)')
    .option(
      '--name-rule',
      'take the point of a skill that is named in the text (default: what the study says, else so)',
    )
    .option('--no-name-rule', 'let a skill that is named in the text keep its point')
    .option('--no-common', 'leave out mixes that hold a skill marked `common`')
    .option('--student <name>', 'only of this student; may be given again', collect(asWritten))
    .option('--grader <name>', 'only by this grader; may be given again', collect(asWritten))
    .option('--split <name>', 'only of this split; may be given again', collect(asWritten))
    .option('--k <k>', 'only mixes of k skills; may be given again', collect(wholeNumber(1)))
    .option('--seed <n>', 'only mixes drawn with this seed; may be given again', collect(wholeNumber(0)))
    .option(
      '--purpose <data|evaluate|none>',
      'only what was written for this part of a study, or outside of one; may be given again',
      collect(readPurpose),
    )
    .option('--run <id>', 'only what this run wrote; the beginning of its id will do')
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
    .addOption(storeOption())
    .addOption(formatOption(['table', 'json', 'csv']))
    .addHelpText('after', HELP)
    .action(runReport);
}

const KEEPS = ['full-marks', 'all-skills', 'all'] as const satisfies readonly Keep[];

const HELP = `
Yields count the attempts at data (--purpose data, unless another is given). A text is kept where the grader says so;
with several graders there is a table for each, and one where all of them must agree.
In CSV, a name that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet takes it for a formula.`;

async function runReport(file: string | undefined, options: ReportCommandOptions): Promise<void> {
  const location = locate(file, options.store);
  if (!existsSync(location.path)) {
    throw new UsageError(
      `There is no store at ${location.path}: run skillmix generate first, or name one with --store.`,
    );
  }
  const store = await openStore(location.path);
  try {
    const facts = await store.reportFacts(await sampleFilter(store, location, file, options));
    // The results of a file that is gone can still be read; a file that never was is a slip of the pen.
    if (file !== undefined && facts.samples.state.length === 0 && !existsSync(file))
      throw new UsageError(`There is no file ${file}, and ${location.path} holds no results of one.`);
    const skillset = file !== undefined && existsSync(file) ? await skillsetAsItIs(file) : undefined;
    const reportOptions: ReportOptions = {
      nameRule: options.nameRule ?? skillset?.grade?.nameRule ?? true,
      withoutCommon: !options.common,
      filter: filterFrom(options),
    };
    if (options.table === 'yields')
      printYields(facts, yieldOptions(reportOptions, options, skillset), options.format);
    else printReport(facts, reportOptions, options.table, options.format);
  } finally {
    await store.close();
  }
}

/** Results can be read while the file is being mended, so its errors do not matter here. */
async function skillsetAsItIs(file: string): Promise<Skillset> {
  return skillsetOf(await readProject(file));
}

async function sampleFilter(
  store: StorePort,
  location: StoreLocation,
  file: string | undefined,
  { run }: ReportCommandOptions,
): Promise<SampleFilter> {
  return {
    ...(file === undefined ? {} : { file: fileKey(location, file) }),
    ...(run === undefined ? {} : { runId: await findRun(store, run) }),
  };
}

async function findRun(store: StorePort, begin: string): Promise<RunId> {
  const runs = await store.runs();
  const [found, another] = runs.filter(({ id }) => id.startsWith(begin));
  const exact = runs.find(({ id }) => id === begin) ?? found;
  if (exact === undefined) throw new UsageError(`There is no run ${begin} in the store.`);
  if (another !== undefined && exact.id !== begin)
    throw new UsageError(`Several runs begin with ${begin}: write more of the id.`);
  return exact.id;
}

function filterFrom({ student, grader, split, k, seed, purpose }: ReportCommandOptions): ReportFilter {
  return {
    ...(student && { students: student }),
    ...(grader && { graders: grader }),
    ...(split && { splits: split }),
    ...(k && { ks: k }),
    ...(seed && { seeds: seed }),
    ...(purpose && { purposes: purpose }),
  };
}

function yieldOptions(
  report: ReportOptions,
  { keep }: ReportCommandOptions,
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

function readPurpose(text: string): SamplePurpose | null {
  if (text === 'data' || text === 'evaluate') return text;
  if (text === 'none') return null;
  throw new InvalidArgumentError('Give data, evaluate or none.');
}

function locate(file: string | undefined, store: string | undefined): StoreLocation {
  if (store !== undefined) return storeAt(store);
  return file === undefined ? storeAt('.skillmix/skillmix.db') : storeBeside(file);
}
