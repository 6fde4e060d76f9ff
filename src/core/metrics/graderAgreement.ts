import type { Agreement } from './agreement.ts';
import { agreementOf } from './agreementOf.ts';
import type { ReportFacts } from './facts.ts';
import { gradersOf, type SeriesEntries } from './groupIntoCells.ts';
import { compare } from './grouping.ts';
import { judgedTexts } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import type { RatedCriterion, Rating } from './ratings.ts';
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
  return agreementOf(graders, ratedByGraders(facts, chosen, graders));
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

/** The criteria of texts with a verdict of at least two of the graders, before the name rule. */
export function* ratedByGraders(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  graders: readonly string[],
): Generator<RatedCriterion> {
  const criteriaOf = createMixCriteria(facts);
  const points = facts.judgements.map((judgement) => judgement.points);
  for (const { mix, cluster, verdicts } of judgedTexts(facts, chosen, graders)) {
    if (verdicts.filter((place) => place !== undefined).length < 2) continue;
    let bit = 1;
    for (const { criterion, skill } of criteriaOf(mix)) {
      const ratings = verdicts.map((place) => ratingOf(place === undefined ? undefined : points[place], bit));
      yield { cluster, ratings, criterion, skill };
      bit *= 2;
    }
  }
}

function ratingOf(points: number | undefined, bit: number): Rating {
  if (points === undefined) return null;
  return ((points / bit) & 1) === 1 ? 1 : 0;
}
