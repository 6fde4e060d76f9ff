import { createAlarmTally } from '../metrics/alarmTally.ts';
import { compareStudents } from '../metrics/compareStudents.ts';
import type { Comparison } from '../metrics/comparison.ts';
import { ratesOf } from '../metrics/criterionRates.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import { graderAgreement } from '../metrics/graderAgreement.ts';
import { graderBias } from '../metrics/graderBias.ts';
import type { NoveltyAssumptions } from '../metrics/novelty.ts';
import { noveltyOf } from '../metrics/noveltyOf.ts';
import { isChosen, type ReportOptions, reportOf } from '../metrics/report.ts';
import { roundConsistency } from '../metrics/roundConsistency.ts';
import { skillPairs } from '../metrics/skillPairs.ts';
import { sampleDetail } from '../results/sampleDetail.ts';
import { peopleOf } from '../review/peopleOf.ts';
import type { ResultsPort, SampleFilter } from '../runs/ports.ts';
import type { SampleId } from '../runs/records.ts';
import { createProvenanceTally } from '../tables/provenanceTally.ts';
import type { GatheredReport } from './reportContents.ts';
import { createTextChoice } from './textChoice.ts';

/** What a report is made of. */
export interface ReportWork {
  readonly title: string;
  readonly store: ResultsPort;
  readonly chosen: SampleFilter;
  readonly facts: ReportFacts;
  readonly options: ReportOptions;
  /** At most so many texts are part of the report, as many of each student, split and k. */
  readonly texts: number;
  readonly compared?: { readonly base: string; readonly tuned: string };
  readonly novelty?: NoveltyAssumptions;
}

/**
 * Works out everything that a report tells. The texts of the store are read once, and only those of the report are held.
 * @throws the reason of the signal, where it is aborted meanwhile
 */
export async function gatherReport(work: ReportWork, signal?: AbortSignal): Promise<GatheredReport> {
  const { title, store, chosen, facts, options, compared, novelty } = work;
  const report = reportOf(facts, options);
  const agreement = graderAgreement(facts, options);
  const comparison = compared && compareStudents(facts, options, compared);
  const flipped = await flippedTexts(store, comparison);
  const { texts, provenance, alarms } = await readTexts(work, new Set(flipped.values()), signal);
  const people = await peopleOf(store, chosen);
  signal?.throwIfAborted();
  const rounds = await store.roundFacts(chosen);
  signal?.throwIfAborted();
  return {
    title,
    counted: provenance,
    report,
    rates: ratesOf(facts, options),
    pairs: skillPairs(facts, options),
    ...(agreement.raters.length < 2 ? {} : { agreement }),
    ...(people === undefined ? {} : { people }),
    consistency: roundConsistency(facts, rounds, options),
    biases: graderBias(facts, options),
    alarms,
    ...(comparison === undefined ? {} : { comparison, flipped }),
    ...(novelty === undefined ? {} : { novelty: noveltyOf(report.cells, novelty) }),
    texts: { ...texts, command: listingCommand(chosen.file) },
  };
}

/** A command line that lists all texts. */
function listingCommand(file: string | undefined): string {
  const of = file === undefined ? '' : ` "${file}"`;
  return `skillmix export${of} --table gradings --format csv -o gradings.csv`;
}

/** The ids of the texts of mixes that changed, by the numbers that the comparison names. */
async function flippedTexts(
  store: ResultsPort,
  comparison: Comparison | undefined,
): Promise<ReadonlyMap<number, SampleId>> {
  const numbers = [
    ...new Set(
      comparison?.graders.flatMap(({ flips }) => flips.flatMap(({ base, tuned }) => [...base, ...tuned])),
    ),
  ];
  const ids = await store.sampleIds(numbers);
  return new Map(
    numbers.flatMap((number, place) => {
      const id = ids[place];
      return id === undefined ? [] : [[number, id] as const];
    }),
  );
}

async function readTexts(
  { store, chosen, facts, options, texts }: ReportWork,
  flipped: ReadonlySet<string>,
  signal: AbortSignal | undefined,
) {
  const tally = createProvenanceTally();
  const alarms = createAlarmTally(options.filter?.graders);
  const choice = createTextChoice({ most: texts, groups: groupsIn(facts), always: flipped });
  await store.eachSample(chosen, (sample, gradings) => {
    signal?.throwIfAborted();
    if (!isChosen(sample, options)) return;
    tally.add(sample, gradings);
    alarms.visit(sample, gradings);
    if (!choice.takes(sample)) return;
    const { nameRule, filter } = options;
    const own = gradings.filter(({ grader }) => filter?.graders?.includes(grader) ?? true);
    choice.add(sampleDetail(sample, own, { nameRule, graders: [], isInFile: () => false }));
  });
  const provenance = tally.result();
  return { texts: { shown: choice.shown(), total: provenance.samples }, provenance, alarms: alarms.alarms() };
}

/** How many groups the texts of a report may fall into. */
function groupsIn({ series }: ReportFacts): number {
  return new Set(series.map(({ writing, draw }) => JSON.stringify([writing.student, draw.split, draw.k])))
    .size;
}
