import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { fileKey, type StoreLocation, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import type { ReportFacts } from '../core/metrics/facts.ts';
import { isChosen, type ReportFilter, type ReportOptions } from '../core/metrics/report.ts';
import { applyReviews } from '../core/review/applyReviews.ts';
import type { SampleFilter, StorePort } from '../core/runs/ports.ts';
import type { RunId, Sample, SamplePurpose } from '../core/runs/records.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { skillsetOf } from '../core/skillset/skillsetOf.ts';
import { collect, storeOption, wholeNumber } from './options.ts';
import { readProject } from './readSkillset.ts';
import { UsageError } from './terminal.ts';

/** Which results are looked at, and by which rules: the flags that all commands on results share. */
export interface ScopeFlags {
  readonly store?: string;
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
  readonly reviews: 'without' | 'with' | 'only';
}

/** The results that the flags choose, as they are in the store. */
export interface ReportScope {
  readonly store: StorePort;
  /** What of the store was read. */
  readonly chosen: SampleFilter;
  readonly facts: ReportFacts;
  readonly options: ReportOptions;
  /** Whether a text is among those that the flags choose, whoever graded it. */
  readonly isWithin: (sample: Sample) => boolean;
  /** The file as it is now; undefined where it is gone, or none was named. */
  readonly skillset: Skillset | undefined;
}

const asWritten = (text: string): string => text;

export function addScopeFlags(command: Command): Command {
  return command
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
        '--reviews <how>',
        'corrections by people: without, with, or only what people say of texts that chance chose',
      )
        .choices(['without', 'with', 'only'])
        .default('without'),
    )
    .addOption(storeOption());
}

/** Reads the results and hands them on; the store is open for as long as that takes. */
export async function withReportScope(
  file: string | undefined,
  flags: ScopeFlags,
  use: (scope: ReportScope) => Promise<void> | void,
): Promise<void> {
  const location = locate(file, flags.store);
  if (!existsSync(location.path)) {
    throw new UsageError(
      `There is no store at ${location.path}: run skillmix generate first, or name one with --store.`,
    );
  }
  const store = await openStore(location.path);
  try {
    const chosen = await sampleFilter(store, location, file, flags);
    const facts = await factsOf(store, chosen, flags);
    // The results of a file that is gone can still be read; a file that never was is a slip of the pen.
    if (file !== undefined && facts.samples.state.length === 0 && !existsSync(file))
      throw new UsageError(`There is no file ${file}, and ${location.path} holds no results of one.`);
    const skillset = file !== undefined && existsSync(file) ? await skillsetAsItIs(file) : undefined;
    const options: ReportOptions = {
      nameRule: flags.nameRule ?? skillset?.grade?.nameRule ?? true,
      withoutCommon: !flags.common,
      filter: filterFrom(flags),
    };
    await use({ store, chosen, facts, options, skillset, isWithin: (sample) => isChosen(sample, options) });
  } finally {
    await store.close();
  }
}

async function factsOf(
  store: StorePort,
  chosen: SampleFilter,
  { reviews }: ScopeFlags,
): Promise<ReportFacts> {
  const facts = await store.reportFacts(chosen);
  if (reviews === 'without') return facts;
  return applyReviews(facts, await store.reviews(chosen), { graders: reviews });
}

/** Results can be read while the file is being mended, so its errors do not matter here. */
async function skillsetAsItIs(file: string): Promise<Skillset> {
  return skillsetOf(await readProject(file));
}

async function sampleFilter(
  store: StorePort,
  location: StoreLocation,
  file: string | undefined,
  { run }: ScopeFlags,
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

function filterFrom({ student, grader, split, k, seed, purpose }: ScopeFlags): ReportFilter {
  return {
    ...(student && { students: student }),
    ...(grader && { graders: grader }),
    ...(split && { splits: split }),
    ...(k && { ks: k }),
    ...(seed && { seeds: seed }),
    ...(purpose && { purposes: purpose }),
  };
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
