import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { fileKey, type StoreLocation, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { factsOf } from '../core/metrics/factsOf.ts';
import { formatReport } from '../core/metrics/formatReport.ts';
import { reportOf } from '../core/metrics/report.ts';
import { reportCsv } from '../core/metrics/reportCsv.ts';
import type { CommandContext } from './commandContext.ts';
import { formatOption, storeOption } from './options.ts';
import { print, printJson, UsageError } from './terminal.ts';

interface ReportOptions {
  readonly store?: string;
  readonly table: 'cells' | 'skills';
  readonly nameRule: boolean;
  readonly common: boolean;
  readonly format: string;
}

export function reportCommand(_context: CommandContext): Command {
  return new Command('report')
    .description('Print the results: per student, grader, split and k, and per skill, with 95 % intervals.')
    .argument('[file]', 'a skillset file (default: all that the store holds)')
    .option('--no-name-rule', 'let a skill that is named in the text keep its point')
    .option('--no-common', 'leave out mixes that hold a skill marked `common`')
    .option('--table <which>', 'which table --format csv prints: cells or skills', 'cells')
    .addOption(storeOption())
    .addOption(formatOption(['table', 'json', 'csv']))
    .action(async (file: string | undefined, options: ReportOptions) => {
      if (options.table !== 'cells' && options.table !== 'skills')
        throw new UsageError('--table is cells or skills.');
      const location = locate(file, options.store);
      if (!existsSync(location.path)) {
        throw new UsageError(
          `There is no store at ${location.path}: run skillmix generate first, or name one with --store.`,
        );
      }
      const store = await openStore(location.path);
      try {
        const filter = file === undefined ? {} : { file: fileKey(location, file) };
        const [samples, gradings] = await Promise.all([store.samples(filter), store.gradings(filter)]);
        // The results of a file that is gone can still be read; a file that never was is a slip of the pen.
        if (file !== undefined && samples.length === 0 && !existsSync(file))
          throw new UsageError(`There is no file ${file}, and ${location.path} holds no results of one.`);
        const { nameRule, common } = options;
        const report = reportOf(factsOf(samples, gradings), { nameRule, withoutCommon: !common });
        if (options.format === 'json') printJson(report);
        else if (options.format === 'csv') print(reportCsv(report, options.table));
        else print(formatReport(report));
      } finally {
        await store.close();
      }
    });
}

function locate(file: string | undefined, store: string | undefined): StoreLocation {
  if (store !== undefined) return storeAt(store);
  return file === undefined ? storeAt('.skillmix/skillmix.db') : storeBeside(file);
}
