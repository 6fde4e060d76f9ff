import type { Agreement } from './agreement.ts';
import { agreementAsTold } from './agreementOf.ts';
import type { ReportFacts } from './facts.ts';
import { gradersOf, type SeriesEntries } from './groupIntoCells.ts';
import { compare } from './grouping.ts';
import { eachJudgedText } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import type { RatedThing, Rating } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';

/**
 * How far the verdicts of the graders agree. The name rule is not in it: it is the same for all graders, and would let
 * them look more alike than they are.
 */
export function graderAgreement(
  facts: ReportFacts,
  options: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): Agreement {
  const chosen = chooseEntries(facts, options);
  const graders = wantedGraders(facts, chosen, options);
  return agreementAsTold(graders, (add) => eachRatingByGraders(facts, chosen, graders, add));
}

/** Who was at the chosen texts and is let through, by name. */
export function wantedGraders(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  { filter }: Pick<ReportOptions, 'filter'>,
): string[] {
  const all = new Set(chosen.flatMap(({ entries }) => gradersOf(facts, entries)));
  return [...all].filter((grader) => filter?.graders?.includes(grader) ?? true).sort(compare);
}

/** Visits the criteria of texts with a verdict of at least two of the graders, before the name rule. */
export function eachRatingByGraders(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  graders: readonly string[],
  visit: (thing: RatedThing, cluster: number, ratings: readonly Rating[]) => void,
): void {
  const criteriaOf = createMixCriteria(facts);
  const points = facts.judgements.map((judgement) => judgement.points);
  const ratings: Rating[] = graders.map(() => null);
  eachJudgedText(facts, chosen, graders, ({ mix, cluster, verdicts, judges }) => {
    if (judges < 2) return;
    let bit = 1;
    for (const criterion of criteriaOf(mix)) {
      for (let rater = 0; rater < ratings.length; rater += 1) {
        const place = verdicts[rater];
        ratings[rater] = ratingOf(place === undefined ? undefined : points[place], bit);
      }
      visit(criterion, cluster, ratings);
      bit *= 2;
    }
  });
}

function ratingOf(points: number | undefined, bit: number): Rating {
  if (points === undefined) return null;
  return ((points / bit) & 1) === 1 ? 1 : 0;
}
