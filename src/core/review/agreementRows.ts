import type { AgreementRow, ReviewAgreement } from '../../protocol/review.ts';
import type { AgreementFigures, PairAgreement } from '../metrics/agreement.ts';
import type { Estimate } from '../metrics/estimate.ts';
import { PEOPLE } from './applyReviews.ts';
import type { AgreementOnTexts } from './peopleAgreement.ts';

/** As a page or a terminal writes an estimate. */
type EstimateText = (estimate: Estimate) => string;

/** Each grader against people: on all criteria, on each kind of them, and on each skill. */
export function agreementRows(
  { texts, agreement }: AgreementOnTexts,
  estimateText: EstimateText,
): ReviewAgreement {
  const parts: readonly (readonly [string, AgreementFigures])[] = [
    ['skills, topic and sense', agreement.all],
    ...agreement.criteria.map((each) => [each.criterion, each] as const),
    ...agreement.skills.map((each) => [`skill ${each.skill}`, each] as const),
  ];
  const rows = parts.flatMap(([on, { pairs }]) =>
    pairs.filter(({ raters }) => raters[1] === PEOPLE).map((pair) => rowOf(pair, on, estimateText)),
  );
  return { texts, rows };
}

export function rowOf(
  { raters, items, raw, kappa, onlyFirst, onlySecond }: PairAgreement,
  on: string,
  estimateText: EstimateText,
): AgreementRow {
  return {
    ...{ grader: raters[0], on, points: items },
    agree: estimateText(raw),
    kappa: estimateText(kappa),
    ...{ onlyGrader: onlyFirst, onlyPeople: onlySecond },
  };
}
