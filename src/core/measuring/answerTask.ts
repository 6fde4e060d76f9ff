import { createAlarmTally } from '../metrics/alarmTally.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import { isChosen, reportOf } from '../metrics/report.ts';
import { gatherReport } from '../report/gatherReport.ts';
import { alarmViews, namedInAlarms } from '../results/alarmViews.ts';
import { showComparison } from '../results/comparisonView.ts';
import { gradersView } from '../results/gradersView.ts';
import { overviewOf } from '../results/overview.ts';
import { peopleOf } from '../review/peopleOf.ts';
import type { ResultsPort } from '../runs/ports.ts';
import { countTexts } from '../tables/countTexts.ts';
import type { Asked, MeasuredResults, TaskKind, Told } from './tasks.ts';

export interface AnswerTools {
  readonly store: ResultsPort;
  readonly results: MeasuredResults;
  /** Of the results: as they were graded, or with the corrections of people. */
  facts(isCorrected: boolean): Promise<ReportFacts>;
  /** Looked at between the parts of the work. */
  readonly signal: AbortSignal;
}

/** @throws the reason of the signal, where it is aborted meanwhile */
export function answerTask<Kind extends TaskKind>(
  kind: Kind,
  asked: Asked<Kind>,
  tools: AnswerTools,
): Promise<Told<Kind>> {
  return ANSWERS[kind](asked, tools);
}

const ANSWERS: {
  readonly [Kind in TaskKind]: (asked: Asked<Kind>, tools: AnswerTools) => Promise<Told<Kind>>;
} = {
  async overview({ filter, ...how }, tools) {
    return overviewOf(await factsOf(tools), filter, how);
  },

  async comparison({ options, compared }, tools) {
    return showComparison(await factsOf(tools), options, compared);
  },

  async graders({ options }, tools) {
    const { store, results, signal } = tools;
    const facts = await tools.facts(false);
    const corrected = results.isCorrected ? { corrected: await tools.facts(true) } : {};
    const rounds = await store.roundFacts({ file: results.file });
    const people = await peopleOf(store, { file: results.file });
    signal.throwIfAborted();
    return gradersView({ facts, rounds, people, ...corrected }, options);
  },

  async alarms({ options }, { store, results, signal }) {
    const tally = createAlarmTally(options.filter?.graders);
    await store.eachSample({ file: results.file }, (sample, gradings) => {
      signal.throwIfAborted();
      if (isChosen(sample, options)) tally.visit(sample, gradings);
    });
    const alarms = tally.alarms();
    return alarmViews(alarms, await store.samples({ ids: namedInAlarms(alarms) }));
  },

  async gathered(work, tools) {
    const { store, results, signal } = tools;
    return gatherReport(
      { ...work, store, chosen: { file: results.file }, facts: await factsOf(tools) },
      signal,
    );
  },

  async cells({ options }, tools) {
    const { cells } = reportOf(await factsOf(tools), options);
    return { cells, counted: await countTexts(tools.store, { file: tools.results.file }, options) };
  },
};

async function factsOf({ facts, results, signal }: AnswerTools): Promise<ReportFacts> {
  const read = await facts(results.isCorrected);
  signal.throwIfAborted();
  return read;
}
