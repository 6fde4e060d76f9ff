import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { findReleaseFolders, type ReleaseFolders, readTables } from '../adapters/exchange/releaseFolders.ts';
import { textLines } from '../adapters/exchange/textLines.ts';
import { fileKey, storeAt } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { createImporter, type Importer } from '../core/exchange/incoming/importTexts.ts';
import type { IncomingText } from '../core/exchange/incoming/incomingText.ts';
import { readLine } from '../core/exchange/incoming/readLine.ts';
import { formatImportSummary, type ImportSummary } from '../core/exchange/incoming/summary.ts';
import { createTally } from '../core/exchange/incoming/tally.ts';
import { readStudentFolder } from '../core/exchange/release/studentFolder.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Run, RunId } from '../core/runs/records.ts';
import type { CommandContext } from './commandContext.ts';
import { areLists, importSkills } from './importSkills.ts';
import { formatOption } from './options.ts';
import { print, printJson, UsageError, WorkError } from './terminal.ts';

interface ImportOptions {
  readonly store?: string;
  readonly output?: string;
  readonly file?: string;
  readonly format: string;
}

export function importCommand({ signal, end }: CommandContext): Command {
  return new Command('import')
    .description(
      'Make a skillset file of lists of skills and topics; or bring texts and gradings of others into a store.',
    )
    .argument(
      '<path...>',
      'lists: CSV files of skills and TXT files of topics; or texts: a folder of the SKILL-MIX release (all runs, one run, or one student), or a JSONL file',
    )
    .option('-o, --output <file>', 'of lists: the skillset file to make, such as study.skillset.yaml')
    .option('--store <file>', 'of texts: the SQLite file to bring them into')
    .option(
      '--file <file>',
      'of texts: the skillset file to count them under (default: the name of the folder or file)',
    )
    .addOption(formatOption(['text', 'json']))
    .addHelpText(
      'after',
      '\nA list of skills has the columns category, skill, definition and example, and may have comments, status, aliases, common and check. Rows whose status is remove, in review or maybe are left out and told, like those with a name that was there before. A list of topics has one in each line.\n\nImporting texts again changes nothing. What cannot be read is counted and told, and never padded with zeros.\nThe form of the JSONL is in docs/import.md.',
    )
    .action(async (paths: string[], options: ImportOptions) => {
      const { output, store, format } = options;
      if (areLists(paths)) {
        if (output === undefined)
          throw new UsageError('Name the skillset file to make of these lists with --output.');
        return importSkills(paths, { output, format });
      }
      const [path = '', ...others] = paths;
      if (others.length > 0)
        throw new UsageError('Give lists (CSV and TXT files), or one folder or JSONL file of texts.');
      if (store === undefined) throw new UsageError('Name the store to bring the texts into with --store.');
      if (!existsSync(path)) throw new UsageError(`There is no file or folder ${path}.`);
      const source = statSync(path).isDirectory() ? await releaseIn(path) : linesOf(path);
      const summary = await importFrom(source, path, { ...options, store }, signal);
      if (format === 'json') printJson(summary);
      else print(formatImportSummary(summary));
      if (summary.texts === 0) throw new WorkError(`There is no text in ${path} that could be imported.`);
      end(summary.badLines.length > 0 ? 'failed' : 'ok');
    });
}

/** What there is to import, and how to pass it on. */
interface Source {
  /** Under this name the texts are counted, unless another is given. */
  readonly name: string;
  read(
    importer: Importer,
    signal: AbortSignal,
  ): Promise<Pick<ImportSummary, 'folders' | 'totalsThatDiffer' | 'leftOut' | 'badLines'>>;
}

async function releaseIn(path: string): Promise<Source> {
  const folders = await findReleaseFolders(path);
  if (folders !== undefined)
    return { name: folders.name, read: (to, signal) => readRelease(folders, to, signal) };
  throw new UsageError(
    `${path} is no folder of the SKILL-MIX release: there is no run such as k3_s10_vdefault_r1 in it, and no student's records.csv in such a run.`,
  );
}

function linesOf(path: string): Source {
  const name = basename(path).replace(/\.jsonl?$/u, '');
  return { name, read: (importer, signal) => readLines(path, importer, signal) };
}

async function importFrom(
  { name, read }: Source,
  path: string,
  options: ImportOptions & { readonly store: string },
  signal: AbortSignal,
): Promise<ImportSummary> {
  const location = storeAt(options.store);
  const file = options.file === undefined ? name : fileKey(location, options.file);
  const store = await openStore(location.path);
  const run: Run = {
    id: randomUUID() as RunId,
    kind: 'import',
    file,
    plan: { path: basename(path) },
    startedAt: systemClock.now(),
    state: 'running',
  };
  let isBegun = false;
  try {
    const importer = createImporter(
      {
        store,
        digest: sha256,
        begin: async () => {
          await store.saveRun(run);
          isBegun = true;
          return { runId: run.id, file, createdAt: run.startedAt };
        },
      },
      file,
    );
    try {
      const found = await read(importer, signal);
      if (isBegun) await endRun(store, run, signal.aborted ? 'cancelled' : 'done');
      return { file, ...importer.counts(), ...found };
    } catch (error) {
      if (isBegun) await endRun(store, run, 'failed');
      throw error;
    }
  } finally {
    await store.close();
  }
}

function endRun(store: StorePort, run: Run, state: Run['state']): Promise<void> {
  return store.saveRun({ ...run, state, endedAt: systemClock.now() });
}

async function readRelease(
  folders: ReleaseFolders,
  importer: Importer,
  signal: AbortSignal,
): ReturnType<Source['read']> {
  const leftOut = createTally<string>();
  for (const what of folders.leftOut) leftOut.add(what);
  const totalsThatDiffer: ImportSummary['totalsThatDiffer'][number][] = [];
  for (const place of folders.students) {
    if (signal.aborted) break;
    const tables = await readTables(place);
    const found = readStudentFolder(tables);
    for (const what of [...tables.leftOut, ...found.leftOut]) leftOut.add(what);
    await Promise.all(found.texts.map((text) => importer.add(text)));
    const { generation, seed } = place.run;
    for (const { grader, round, topic, stated, points } of found.totals) {
      const where = `${place.student}, seed ${seed}, generation ${generation}, ${topic}: ${grader}, round ${round}`;
      totalsThatDiffer.push({ where, stated, points });
    }
  }
  return { folders: folders.students.length, totalsThatDiffer, leftOut: leftOut.entries(), badLines: [] };
}

/** How many texts are passed to the store together, so that it keeps them with few statements. */
const AT_ONCE = 50;

async function readLines(path: string, importer: Importer, signal: AbortSignal): ReturnType<Source['read']> {
  const badLines: ImportSummary['badLines'][number][] = [];
  const waiting: IncomingText[] = [];
  let keeping: Promise<unknown> = Promise.resolve();
  /** The next texts are read while the store keeps those before them. */
  const passOn = async (): Promise<void> => {
    await keeping;
    keeping = Promise.all(waiting.splice(0).map((text) => importer.add(text)));
    // Whoever passes on next, or ends, is told.
    keeping.catch(() => {});
  };
  let line = 0;
  for await (const words of textLines(path)) {
    if (signal.aborted) break;
    line += 1;
    if (words.trim() === '') continue;
    const read = readLine(words);
    if (read.kind === 'bad') badLines.push({ line, why: read.why });
    else waiting.push(read.text);
    if (waiting.length >= AT_ONCE) await passOn();
  }
  await passOn();
  await keeping;
  return { folders: 0, totalsThatDiffer: [], leftOut: [], badLines };
}
