import { createRatingSums } from './agreementTally.ts';
import { createClusterSums } from './clusterSums.ts';
import type { Consistency, RoundAgreement } from './consistency.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { bitsIn } from './judge.ts';
import { meanOverClusters } from './meanOverClusters.ts';
import { createMixCriteria } from './mixCriteria.ts';
import { createCriterionTally, type Rating, type RatingTally } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import type { RoundColumns } from './roundColumns.ts';
import { eachTextWithRounds } from './roundsOfTexts.ts';

/** How far each grader agrees with itself, before the name rule. By the grader's name. */
export function roundConsistency(
  facts: ReportFacts,
  columns: RoundColumns,
  options: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): Consistency[] {
  const chosen = chooseEntries(facts, options);
  return wantedGraders(facts, chosen, options).map((grader) => consistencyOf(facts, columns, chosen, grader));
}

/** With the rounds as raters. A round that gave fewer points says nothing of the last criteria. */
function consistencyOf(
  facts: ReportFacts,
  columns: RoundColumns,
  chosen: readonly SeriesEntries[],
  grader: string,
): Consistency {
  const { criteria, earned } = columns;
  const criteriaOf = createMixCriteria(facts);
  const variances = createClusterSums(VARIANCE_SUMS);
  const tally = createCriterionTally(createRoundTally);
  const ratings: Rating[] = [];
  let [most, texts, identicalRounds] = [0, 0, 0];
  eachTextWithRounds(facts, columns, chosen, grader, ({ series, mix, cluster, verdicts }, rows) => {
    most = Math.max(most, rows.length);
    if (rows.length < 2) return;
    texts += 1;
    if (facts.judgements[verdicts[0] ?? -1]?.hasIdenticalRounds === true) identicalRounds += 1;
    // Without the length point, which is the last.
    const judged = 2 ** (series.draw.k + 2);
    variances.add(cluster, 0, 1);
    variances.add(cluster, 1, variance(rows.map((row) => bitsIn((earned[row] ?? 0) % judged))));
    ratings.length = rows.length;
    let [position, bit] = [0, 1];
    for (const criterion of criteriaOf(mix)) {
      for (let place = 0; place < rows.length; place += 1) {
        const row = rows[place] ?? -1;
        const isGiven = position < (criteria[row] ?? 0);
        ratings[place] = isGiven ? ((((earned[row] ?? 0) / bit) & 1) === 1 ? 1 : 0) : null;
      }
      tally.add(criterion, cluster, ratings);
      position += 1;
      bit *= 2;
    }
  });
  return {
    ...{ grader, rounds: most, texts, identicalRounds },
    pointsVariance: meanOverClusters(variances.map((sums) => ({ count: sums[0] ?? 0, sum: sums[1] ?? 0 }))),
    ...tally.figures(),
  };
}

/** How many texts, and the sum of their variances. */
const VARIANCE_SUMS = 2;

function createRoundTally(): RatingTally<RoundAgreement> {
  const sums = createRatingSums();
  return { add: sums.add, figures: () => ({ ...sums.agreement(), differ: sums.differ() }) };
}

/** By n - 1. */
function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
