import { createAlphaTally } from './agreementTally.ts';
import { clusterRate } from './clusterRate.ts';
import type { Consistency, RoundAgreement } from './consistency.ts';
import { type Estimate, UNDEFINED } from './estimate.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import { bitsIn } from './judge.ts';
import { type ClusterValues, meanOverClusters } from './meanOverClusters.ts';
import { createMixCriteria } from './mixCriteria.ts';
import { type RatedCriterion, type Rating, type RatingTally, tallyByCriterion } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import type { RoundColumns } from './roundColumns.ts';
import { type RoundsOfText, roundsOfTexts } from './roundsOfTexts.ts';

/** How far each grader agrees with itself, before the name rule. By the grader's name. */
export function roundConsistency(
  facts: ReportFacts,
  columns: RoundColumns,
  options: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): Consistency[] {
  const chosen = chooseEntries(facts, options);
  return wantedGraders(facts, chosen, options).map((grader) => {
    const all = [...roundsOfTexts(facts, columns, chosen, grader)];
    const repeated = all.filter(({ rounds }) => rounds.length > 1);
    return {
      grader,
      rounds: all.reduce((most, { rounds }) => Math.max(most, rounds.length), 0),
      texts: repeated.length,
      identicalRounds: repeated.filter(({ text }) => hasIdenticalRounds(facts, text)).length,
      pointsVariance: meanOverClusters(variancesOf(repeated)),
      ...tallyByCriterion(ratedByRounds(facts, repeated), createRoundTally),
    };
  });
}

function hasIdenticalRounds({ judgements }: ReportFacts, { verdicts }: RoundsOfText['text']): boolean {
  return judgements[verdicts[0] ?? -1]?.hasIdenticalRounds === true;
}

/** With the rounds as raters. A round that gave fewer points says nothing of the last criteria. */
function* ratedByRounds(facts: ReportFacts, texts: readonly RoundsOfText[]): Generator<RatedCriterion> {
  const criteriaOf = createMixCriteria(facts);
  for (const { text, rounds } of texts)
    for (const [position, { criterion, skill }] of criteriaOf(text.mix).entries()) {
      const ratings = rounds.map(({ criteria, earned }): Rating => {
        if (position >= criteria) return null;
        return ((earned / 2 ** position) & 1) === 1 ? 1 : 0;
      });
      yield { cluster: text.cluster, ratings, criterion, skill };
    }
}

function createRoundTally(): RatingTally<RoundAgreement> {
  const agreement = createAlphaTally();
  const clusters = new Map<number, { items: number; differing: number }>();
  return {
    add(item) {
      const given = item.ratings.filter((rating) => rating !== null);
      if (given.length < 2) return;
      agreement.add(item);
      const counts = clusters.get(item.cluster) ?? { items: 0, differing: 0 };
      clusters.set(item.cluster, counts);
      counts.items += 1;
      if (new Set(given).size > 1) counts.differing += 1;
    },
    figures: () => ({ ...agreement.figures(), differ: differOf([...clusters.values()]) }),
  };
}

function differOf(clusters: readonly { readonly items: number; readonly differing: number }[]): Estimate {
  const found = clusterRate(
    clusters.map(({ items, differing }) => ({
      ...{ count: 1, rate: differing / items, weight: items, points: items },
    })),
  );
  return found === undefined ? UNDEFINED : { value: found.rate, low: found.low, high: found.high };
}

/** Of the points of each text over its rounds, without the length point, which is the last. */
function variancesOf(texts: readonly RoundsOfText[]): ClusterValues[] {
  const clusters = new Map<number, { count: number; sum: number }>();
  for (const { text, rounds } of texts) {
    const values = clusters.get(text.cluster) ?? { count: 0, sum: 0 };
    clusters.set(text.cluster, values);
    values.count += 1;
    const judged = 2 ** (text.series.draw.k + 2);
    values.sum += variance(rounds.map(({ earned }) => bitsIn(earned % judged)));
  }
  return [...clusters.values()];
}

/** By n - 1. */
function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
