import { createAlarmTally } from '../core/metrics/alarmTally.ts';
import { ratesOf } from '../core/metrics/criterionRates.ts';
import { agreementTable } from '../core/metrics/forms/agreementTable.ts';
import { alarmTable } from '../core/metrics/forms/alarmTable.ts';
import { biasTable } from '../core/metrics/forms/biasTable.ts';
import { consistencyTable } from '../core/metrics/forms/consistencyTable.ts';
import { hardestTable } from '../core/metrics/forms/hardestTable.ts';
import { noveltyTable } from '../core/metrics/forms/noveltyTable.ts';
import { pairTable } from '../core/metrics/forms/pairTable.ts';
import { rateTable } from '../core/metrics/forms/rateTable.ts';
import type { ResultTable } from '../core/metrics/forms/resultTable.ts';
import { textsTable } from '../core/metrics/forms/textsTable.ts';
import { graderAgreement } from '../core/metrics/graderAgreement.ts';
import { graderBias } from '../core/metrics/graderBias.ts';
import { noveltyOf } from '../core/metrics/noveltyOf.ts';
import { reportOf } from '../core/metrics/report.ts';
import { roundConsistency } from '../core/metrics/roundConsistency.ts';
import { skillPairs } from '../core/metrics/skillPairs.ts';
import { textsBehind } from '../core/metrics/textsBehind.ts';
import type { ReportScope } from './reportScope.ts';
import { UsageError } from './terminal.ts';

/** What the novelty threshold is worked out from; all three, or none. */
export interface NoveltyFlags {
  readonly pSkill?: number;
  readonly pTopic?: number;
  readonly corpus?: number;
}

type Measure = (scope: ReportScope, flags: NoveltyFlags) => ResultTable | Promise<ResultTable>;

/** The tables that tell how far the figures can be trusted, by the name that `--table` has for them. */
export const MEASURES = {
  criteria: ({ facts, options }) => rateTable(ratesOf(facts, options), 'criterion'),
  categories: ({ facts, options }) => rateTable(ratesOf(facts, options), 'category'),
  rates: ({ facts, options }) => rateTable(ratesOf(facts, options)),
  hardest: ({ facts, options }) => hardestTable(ratesOf(facts, options)),
  pairs: ({ facts, options }) => pairTable(skillPairs(facts, options)),
  agreement: ({ facts, options }) => agreementTable(graderAgreement(facts, options)),
  consistency: async ({ store, chosen, facts, options }) =>
    consistencyTable(roundConsistency(facts, await store.roundFacts(chosen), options)),
  bias: ({ facts, options }) => biasTable(graderBias(facts, options)),
  novelty: ({ facts, options }, flags) =>
    noveltyTable(noveltyOf(reportOf(facts, options).cells, assumptionsFrom(flags))),
  alarms: readAlarms,
  texts: async ({ store, facts, options }) =>
    textsTable(await textsBehind(facts, options, (numbers) => store.sampleIds(numbers))),
} as const satisfies Record<string, Measure>;

/** Whether any of them is given: then all must be. */
export function hasAssumptions({ pSkill, pTopic, corpus }: NoveltyFlags): boolean {
  return [pSkill, pTopic, corpus].some((flag) => flag !== undefined);
}

export type MeasureName = keyof typeof MEASURES;

export function isMeasure(table: string): table is MeasureName {
  return table in MEASURES;
}

/** Reads the words of every grading, one text after the other. */
async function readAlarms({ store, chosen, options, isWithin }: ReportScope): Promise<ResultTable> {
  const tally = createAlarmTally(options.filter?.graders);
  await store.eachSample(chosen, (sample, gradings) => {
    if (isWithin(sample)) tally.visit(sample, gradings);
  });
  return alarmTable(tally.alarms());
}

export function assumptionsFrom({ pSkill, pTopic, corpus }: NoveltyFlags) {
  if (pSkill !== undefined && pTopic !== undefined && corpus !== undefined) return { pSkill, pTopic, corpus };
  throw new UsageError(
    'The novelty threshold needs --p-skill, --p-topic and --corpus: the chances that a piece of the training corpus shows a given skill and is about a given topic, and how many pieces it has.',
  );
}
