import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { replaceLines } from '../adapters/exchange/atomicFile.ts';
import { readListFile } from '../adapters/exchange/listFile.ts';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { csvLine } from '../core/exchange/tables/csvLine.ts';
import { formatPeopleAgreement } from '../core/review/formatPeopleAgreement.ts';
import { importSheet } from '../core/review/importSheet.ts';
import { peopleAgreement } from '../core/review/peopleAgreement.ts';
import { prepareTexts } from '../core/review/queue.ts';
import { readSheet, SHEET_COLUMNS, sheetRows, sheetTexts } from '../core/review/sheet.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { CommandContext } from './commandContext.ts';
import { formatOption, storeOption, wholeNumber } from './options.ts';
import { readSkillset } from './readSkillset.ts';
import { harmless, print, printJson, tell, UsageError, WorkError } from './terminal.ts';

interface StoreFlag {
  readonly store?: string;
}

/** `skillmix reviews FILE` tells; `reviews sheet` and `reviews import` are for spot checks on paper. */
export function reviewsCommand({ end }: CommandContext): Command {
  return new Command('reviews')
    .description('Tell how far graders agree with people; write sheets for spot checks, and read them.')
    .addHelpText('after', '\nThe procedure of a spot check is in docs/reviewing.md.')
    .addCommand(part(agreementPart()), { isDefault: true })
    .addCommand(part(sheetPart()))
    .addCommand(part(importPart(end)));
}

/** Parts do not inherit how the program treats errors. */
function part(command: Command): Command {
  return command.exitOverride().configureOutput({ writeErr: tell });
}

function agreementPart(): Command {
  return new Command('agreement')
    .description('Print how far graders agree with people, per criterion and skill, with 95 % intervals.')
    .argument('<file>', 'a skillset file, or the name under which texts were imported')
    .addOption(storeOption())
    .addOption(formatOption(['table', 'json']))
    .action((file: string, flags: StoreFlag & { readonly format: string }) =>
      withStore(file, flags, async (store, key) => {
        const reviews = await store.reviews({ file: key });
        const ids = [...new Set(reviews.map(({ sampleId }) => sampleId))];
        const [samples, gradings] = await Promise.all([store.samples({ ids }), store.gradings({ ids })]);
        const agreement = peopleAgreement(samples, gradings, reviews);
        if (flags.format === 'json') return printJson(agreement);
        if (reviews.length === 0)
          return print(
            'Nobody has reviewed a text of this file yet: see docs/reviewing.md for how to begin.',
          );
        print(harmless(formatPeopleAgreement(agreement)));
      }),
    );
}

interface SheetFlags extends StoreFlag {
  readonly count: number;
  readonly output: string;
  readonly reviewer?: string;
  readonly seed?: number;
}

function sheetPart(): Command {
  return new Command('sheet')
    .description(
      'Write a blind sheet of texts that chance chose, to be filled in on paper or in a spreadsheet.',
    )
    .argument('<file>', 'a skillset file, or the name under which texts were imported')
    .option('-n, --count <n>', 'how many texts', wholeNumber(1), 50)
    .requiredOption('-o, --output <file>', 'the CSV file to write')
    .option('--reviewer <name>', 'leave out what this reviewer has reviewed already')
    .option('--seed <n>', 'of the random order (default: the study’s)', wholeNumber(0))
    .addOption(storeOption())
    .action((file: string, flags: SheetFlags) =>
      withStore(file, flags, async (store, key) => {
        const seed = flags.seed ?? (isFile(file) ? (await readSkillset(file)).seed : 0);
        const candidates = await store.reviewCandidates(key);
        if (candidates.length === 0)
          throw new WorkError(`No text of ${file} has a readable grading: grade some first.`);
        const texts = sheetTexts(prepareTexts(candidates, seed, sha256), await store.reviews({ file: key }), {
          reviewer: flags.reviewer ?? '',
          count: flags.count,
        });
        await replaceLines(
          flags.output,
          async (write) => {
            await write(`\uFEFF${csvLine(SHEET_COLUMNS)}`);
            for (const [index, { id, draw }] of texts.entries()) {
              const sample = await store.findSample(id);
              if (sample === undefined) continue;
              for (const row of sheetRows(index + 1, sample, draw)) await write(csvLine(row));
            }
          },
          '\r\n',
        );
        print(`${texts.length} of ${candidates.length} graded texts in ${flags.output}.`);
        if (texts.length < flags.count) tell(`${flags.count} were asked for, and there are no more.`);
      }),
    );
}

interface ImportFlags extends StoreFlag {
  readonly reviewer: string;
}

function importPart(end: CommandContext['end']): Command {
  return new Command('import')
    .description('Keep what a reviewer wrote in a sheet. Importing it again changes nothing.')
    .argument('<file>', 'the skillset file, or the name under which texts were imported')
    .argument('<sheet>', 'a sheet from skillmix reviews sheet, as CSV')
    .requiredOption('--reviewer <name>', 'who filled it in; a code will do')
    .addOption(storeOption())
    .action((file: string, path: string, flags: ImportFlags) =>
      withStore(file, flags, async (store, key) => {
        const reviewer = flags.reviewer.trim();
        if (reviewer === '') throw new UsageError('Give a name or a code with --reviewer.');
        const { texts, notes } = await sheetAt(path);
        const imported = await importSheet(texts, {
          ...{ store, file: key, reviewer, digest: sha256 },
          now: systemClock.now(),
        });
        for (const { row, why } of notes) tell(harmless(`${path}: row ${row}: ${why}`));
        for (const note of imported.notes) tell(harmless(`${path}: ${note}`));
        print(`${imported.texts} texts with points: ${imported.newReviews} new reviews by ${reviewer}.`);
        end(notes.length + imported.notes.length > 0 ? 'failed' : 'ok');
      }),
    );
}

async function sheetAt(path: string) {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const read = readListFile(basename(path), await readFile(path));
  if (read.kind === 'refused') throw new WorkError(read.why);
  const sheet = read.list.kind === 'skills' ? readSheet(read.list.rows) : undefined;
  if (sheet !== undefined) return sheet;
  throw new WorkError(
    `${path} is no sheet for reviews: its first row must name ${SHEET_COLUMNS.join(', ')}. Write one with skillmix reviews sheet.`,
  );
}

async function withStore(
  file: string,
  { store: path }: StoreFlag,
  use: (store: StorePort, key: string) => Promise<void>,
): Promise<void> {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  if (!existsSync(location.path))
    throw new UsageError(
      `There is no store at ${location.path}: generate or import first, or name one with --store.`,
    );
  const store = await openStore(location.path);
  try {
    await use(store, isFile(file) ? fileKey(location, file) : file);
  } finally {
    await store.close();
  }
}

/** An imported experiment goes by a name of its own, and that may be one of a folder here. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
