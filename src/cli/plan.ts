import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { fileKey, storeAt, storeBeside } from '../adapters/files/storeLocation.ts';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { formatStudy, studyJson } from '../core/plan/formatStudy.ts';
import type { PlanOverrides } from '../core/plan/plan.ts';
import { mixesCsv, partsCsv } from '../core/plan/planCsv.ts';
import { partsToPlan, type StudyFacts, type StudyReport, studyReport } from '../core/plan/studyReport.ts';
import { NOTHING_STORED, surveyOf } from '../core/plan/survey.ts';
import type { PriceOf } from '../core/runs/budget.ts';
import { spentBefore } from '../core/runs/spentBefore.ts';
import type { Budget, DrawOrder } from '../core/skillset/study.ts';
import type { CommandContext } from './commandContext.ts';
import { modelsKnown } from './models.ts';
import {
  budgetOption,
  collect,
  decimal,
  endpointsOption,
  formatOption,
  graderOption,
  pricesOption,
  roundsOption,
  storeOption,
  studentOption,
  wholeNumber,
} from './options.ts';
import { pricesFrom } from './prices.ts';
import { readSkillset } from './readSkillset.ts';
import { print, printJson, UsageError } from './terminal.ts';

interface PlanFlags {
  readonly data?: boolean;
  readonly evaluate?: boolean;
  readonly list?: boolean;
  readonly k?: readonly number[];
  readonly split?: readonly string[];
  readonly mixes?: number;
  readonly generations?: number;
  readonly seed?: number;
  readonly order?: DrawOrder;
  readonly repeats?: boolean;
  readonly student?: readonly string[];
  readonly grader?: readonly string[];
  readonly rounds?: number;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly budget?: Budget;
  readonly prices?: string;
  readonly concurrency: number;
  readonly store?: string;
  readonly endpoints?: string;
  readonly format: string;
}

/** Calls at a time that the time is told for where the flags say nothing. */
const CONCURRENCY = 8;

export function planCommand(_context: CommandContext): Command {
  return new Command('plan')
    .description(
      'Show what a study takes before it runs: mixes, coverage, leaks, calls, tokens, money and time.',
    )
    .argument('<file>', 'a skillset file')
    .option('--data', 'the data only (study.data)')
    .option('--evaluate', 'the evaluation only (study.evaluate)')
    .option('--list', 'with --format json or csv: print every mix')
    .option('--k <k>', 'mixes of k skills only; may be given again', collect(wholeNumber(1)))
    .option(
      '--split <name>',
      'mixes of this split only; may be given again',
      collect((text) => text),
    )
    .option('--mixes <n>', 'how many mixes for each part (default: the study’s)', wholeNumber(1))
    .option('--generations <n>', 'how many texts for each mix (default: the study’s)', wholeNumber(1))
    .option('--seed <n>', 'the seed of the drawing (default: the study’s)', wholeNumber(0))
    .addOption(
      new Option('--order <order>', 'whether the mixes of k are part of those of k + 1').choices([
        'nested',
        'independent',
      ]),
    )
    .option('--repeats', 'let the same mix be drawn again')
    .addOption(studentOption())
    .addOption(graderOption())
    .addOption(roundsOption())
    .option('--temperature <t>', 'the student’s temperature (default: the study’s)', decimal(0, 2))
    .option('--max-tokens <n>', 'the most tokens of one reply (default: the study’s)', wholeNumber(1))
    .addOption(budgetOption())
    .addOption(pricesOption())
    .option('--concurrency <n>', 'how many calls at a time the time is told for', wholeNumber(1), CONCURRENCY)
    .addOption(storeOption())
    .addOption(endpointsOption())
    .addOption(formatOption(['text', 'json', 'csv']))
    .addHelpText(
      'after',
      '\nNothing is asked, spent or written. The same file gives the same mixes everywhere; the figures are better\nonce some calls are stored. Run the plan with skillmix generate and skillmix evaluate.',
    )
    .action(async (file: string, flags: PlanFlags) => {
      if (flags.list && flags.format === 'text')
        throw new UsageError('--list prints every mix: give --format csv or --format json with it.');
      const skillset = await readSkillset(file);
      const facts = await factsFor(file, flags);
      const planned = studyReport(
        skillset,
        askedFor(flags) ?? partsToPlan(skillset),
        overridesIn(flags),
        facts,
      );
      if (planned.kind === 'problem') throw new UsageError(planned.message);
      printReport(planned.report, flags);
    });
}

function askedFor({ data, evaluate }: PlanFlags): readonly ('data' | 'evaluate')[] | undefined {
  if (!data && !evaluate) return undefined;
  return [...(data ? (['data'] as const) : []), ...(evaluate ? (['evaluate'] as const) : [])];
}

function overridesIn({ split, student, grader, ...flags }: PlanFlags): PlanOverrides {
  return {
    ...flags,
    ...(split === undefined ? {} : { splits: split }),
    ...(student === undefined ? {} : { students: student }),
    ...(grader === undefined ? {} : { graders: grader }),
  };
}

async function factsFor(
  file: string,
  { endpoints, prices, store, concurrency }: PlanFlags,
): Promise<StudyFacts> {
  const find = modelsKnown(endpoints === undefined ? {} : { endpoints });
  const priceOf = await pricesFrom(prices);
  return {
    ...(await storedFor(file, store, priceOf)),
    digest: sha256,
    concurrency,
    namedBy: { student: '--student', grader: '--grader' },
    studentOf: (name) => {
      const { model, port } = find(name);
      return port && { name, model, port, sampling: {} };
    },
    priceOf: (name) => {
      const { model, port } = find(name);
      return port && priceOf(port.identity, model);
    },
  };
}

/** A store that is not there holds nothing, and is not made. */
async function storedFor(
  file: string,
  path: string | undefined,
  priceOf: PriceOf,
): Promise<Pick<StudyFacts, 'survey' | 'spent' | 'file'>> {
  const location = path === undefined ? storeBeside(file) : storeAt(path);
  const key = fileKey(location, file);
  if (!existsSync(location.path))
    return { survey: NOTHING_STORED, spent: { money: 0, tokens: 0 }, file: key };
  const store = await openStore(location.path);
  try {
    return { survey: await surveyOf(store, key), spent: await spentBefore(store, key, priceOf), file: key };
  } finally {
    await store.close();
  }
}

function printReport(report: StudyReport, { format, list = false, concurrency }: PlanFlags): void {
  if (format === 'json') printJson(studyJson(report, { withMixes: list }));
  else if (format === 'csv') print(list ? mixesCsv(report.plans) : partsCsv(report.plans));
  else print(formatStudy(report, concurrency));
}
