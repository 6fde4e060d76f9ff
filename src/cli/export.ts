import { existsSync, statSync } from 'node:fs';
import { Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { TABLE_FORMATS, type TableFormat, writeTable } from '../adapters/exchange/tableFile.ts';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { type WrittenTraining, writeTraining } from '../adapters/training/writeTraining.ts';
import { columnsOf, reviewsOfAll, rowsOf, TABLES, type TableName } from '../core/exchange/tables/tables.ts';
import type { TrainingExport } from '../core/exchange/training/exportTraining.ts';
import { TRAINING_FORMATS, type TrainingFormat } from '../core/exchange/training/format.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { Keep } from '../core/skillset/study.ts';
import { checkExport } from './checkExport.ts';
import type { CommandContext } from './commandContext.ts';
import { exportSkills } from './exportSkills.ts';
import { collect, pricesOption, storeOption, wholeNumber } from './options.ts';
import { pricesFrom } from './prices.ts';
import { readSkillset } from './readSkillset.ts';
import { print, tell, UsageError, WorkError } from './terminal.ts';

interface ExportOptions {
  readonly format?: string;
  readonly table?: TableName;
  readonly skills?: boolean;
  readonly output?: string;
  readonly check?: string;
  readonly keep?: Keep;
  readonly grader?: readonly string[];
  readonly nameRule: boolean;
  readonly k?: readonly number[];
  readonly split?: readonly string[];
  readonly student?: readonly string[];
  readonly purpose?: 'data' | 'evaluate' | 'all';
  readonly allGenerations?: boolean;
  readonly subset?: number;
  readonly seed?: number;
  readonly prices?: string;
  readonly store?: string;
}

const text = (value: string): string => value;

export function exportCommand({ signal, end }: CommandContext): Command {
  return new Command('export')
    .description(
      'Write texts for fine-tuning, with a card that tells what they are; the tables of the store; or skills and topics.',
    )
    .argument('[file]', 'a skillset file, or the name under which texts were imported')
    .addOption(
      new Option(
        '--format <format>',
        'for fine-tuning: trl, axolotl or openai; for tables: csv, jsonl or parquet; for skills: csv or json',
      ).choices([...TRAINING_FORMATS, ...TABLE_FORMATS, 'json']),
    )
    .option('-o, --output <file>', 'the file to write')
    .addOption(new Option('--table <table>', 'write this table instead of training data').choices(TABLES))
    .option('--skills', 'write the skills and topics of the file instead; in CSV, the topics beside them')
    .option(
      '--check <data>',
      'hold data for fine-tuning against the card beside them; exit 1 where they differ',
    )
    .addOption(
      new Option('--keep <which>', 'which texts (default: the study’s, or full-marks)').choices([
        'full-marks',
        'all-skills',
        'all',
      ]),
    )
    .option('--grader <name>', 'who must agree (default: all who graded); may be given again', collect(text))
    .option('--no-name-rule', 'let a skill that is named in the text keep its point')
    .option('--k <k>', 'mixes of k skills only; may be given again', collect(wholeNumber(1)))
    .option('--split <name>', 'this split only; may be given again', collect(text))
    .option('--student <endpoint/model>', 'this student’s texts only; may be given again', collect(text))
    .addOption(
      new Option(
        '--purpose <purpose>',
        'texts written for this (default: data where there are such, else all)',
      ).choices(['data', 'evaluate', 'all']),
    )
    .option(
      '--all-generations',
      'all texts of a mix that pass (default: the one with most points that can be trained on)',
    )
    .option('--subset <n>', 'draw this many; a smaller subset is the beginning of a larger', wholeNumber(1))
    .option('--seed <n>', 'the seed of the subset (default: the study’s)', wholeNumber(0))
    .addOption(pricesOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      '\nIn CSV, a text that begins with = + - @ or a tab gets an apostrophe before it, so that no spreadsheet runs it as a formula.\nThe formats are in docs/export.md.',
    )
    .action(async (file: string | undefined, options: ExportOptions) => {
      if (options.check !== undefined) return end(await tellCheck(options.check));
      if (file === undefined) throw new UsageError('Name a skillset file, or data to --check.');
      const { format, output } = options;
      if (format === undefined || output === undefined)
        throw new UsageError('Give a --format and an --output.');
      if (options.skills) return exportSkills(file, format, output);
      await withStore(file, options.store, async ({ store, key, skillset }) => {
        if (options.table !== undefined)
          await exportTable(
            store,
            { table: options.table, format: tableFormat(format), key, output },
            signal,
          );
        else {
          const wanted = trainingExport(key, trainingFormat(format), skillset, options);
          const priceOf = await pricesFrom(options.prices);
          const place = { path: output, skillset, priceOf, version: packageJson.version };
          tellTraining(await writeTraining(store, wanted, place, signal), output);
        }
      });
    });
}

interface Place {
  readonly store: StorePort;
  /** The file as the store names it. */
  readonly key: string;
  /** Undefined where the store has texts under that name, and the file is gone or never was. */
  readonly skillset: Skillset | undefined;
}

async function withStore(file: string, path: string | undefined, work: (place: Place) => Promise<void>) {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  if (!existsSync(location.path))
    throw new UsageError(
      `There is no store at ${location.path}: generate or import first, or name one with --store.`,
    );
  // An imported experiment may go by the name of its folder, and that folder be here.
  const isFile = existsSync(file) && statSync(file).isFile();
  const skillset = isFile ? await readSkillset(file) : undefined;
  const store = await openStore(location.path);
  try {
    const key = skillset === undefined ? file : fileKey(location, file);
    await work({ store, key, skillset });
  } finally {
    await store.close();
  }
}

function trainingFormat(format: string): TrainingFormat {
  const found = TRAINING_FORMATS.find((one) => one === format);
  if (found !== undefined) return found;
  throw new UsageError(
    `${format} is a format of tables: add --table, or take ${TRAINING_FORMATS.join(', ')}.`,
  );
}

function tableFormat(format: string): TableFormat {
  const found = TABLE_FORMATS.find((one) => one === format);
  if (found !== undefined) return found;
  throw new UsageError(`${format} is no format of tables: take ${TABLE_FORMATS.join(', ')}.`);
}

function trainingExport(
  file: string,
  format: TrainingFormat,
  skillset: Skillset | undefined,
  options: ExportOptions,
): TrainingExport {
  const { grader, purpose, k, split, student, subset } = options;
  return {
    ...{ file, format, allGenerations: options.allGenerations === true },
    keep: options.keep ?? skillset?.study?.data?.keep ?? 'full-marks',
    nameRule: options.nameRule && (skillset?.grade?.nameRule ?? true),
    ...(grader === undefined ? {} : { graders: grader }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(k === undefined ? {} : { k }),
    ...(split === undefined ? {} : { splits: split }),
    ...(student === undefined ? {} : { students: student }),
    ...(subset === undefined ? {} : { subset: { size: subset, seed: options.seed ?? skillset?.seed ?? 0 } }),
  };
}

function tellTraining({ card, cards }: WrittenTraining, output: string): void {
  for (const { k, attempts, texts, graded, kept, chosen, exported } of card.yields)
    tell(
      `k = ${k}: ${attempts} attempts, ${texts} texts, ${graded} graded, ${kept} kept, ${chosen} chosen, ${exported} exported`,
    );
  for (const { what, count } of card.notExported) tell(`Not exported, ${count} ×: ${what}`);
  print(`${card.data.lines} conversations in ${output}; what they are is in ${cards.join(' and ')}.`);
  if (card.data.lines === 0)
    throw new WorkError(
      'No text passes: the data are empty. See what was kept above, or choose others with --keep.',
    );
  const { subset } = card.filters;
  if (subset !== null && card.data.lines < subset.size)
    tell(`${subset.size} were asked for, and there are no more than ${card.data.lines}.`);
}

async function exportTable(
  store: StorePort,
  { table, format, key, output }: { table: TableName; format: TableFormat; key: string; output: string },
  signal: AbortSignal,
): Promise<void> {
  let rows = 0;
  const reviews = table === 'reviews' ? await store.reviews({ file: key }) : [];
  const reviewed = [...new Set(reviews.map(({ sampleId }) => sampleId))];
  const filter = { file: key, ...(table === 'reviews' ? { ids: reviewed } : {}) };
  const said = reviewsOfAll(reviews);
  await writeTable(output, format, columnsOf(table), (write) =>
    store.eachSample(filter, async (sample, gradings) => {
      signal.throwIfAborted();
      for (const row of rowsOf(table, sample, gradings, said)) {
        rows += 1;
        await write(row);
      }
    }),
  );
  print(`${rows} ${table} in ${output}.`);
}

async function tellCheck(data: string): Promise<'ok' | 'failed'> {
  const { lines, differences } = await checkExport(data);
  if (differences.length === 0) print(`${data} holds the ${lines} lines that its card tells of.`);
  else for (const difference of differences) print(difference);
  return differences.length === 0 ? 'ok' : 'failed';
}
