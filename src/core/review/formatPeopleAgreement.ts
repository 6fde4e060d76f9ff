import type { AgreementRow } from '../../protocol/review.ts';
import { plural } from '../format/formatCount.ts';
import { estimateText } from '../metrics/forms/resultTable.ts';
import { left, right, textTable } from '../metrics/textTable.ts';
import { agreementRows, rowOf } from './agreementRows.ts';
import type { AgreementOnTexts, PeopleAgreement } from './peopleAgreement.ts';

/** The agreement of graders with people as tables for a terminal. */
export function formatPeopleAgreement({ byChance, chosen, reviewers }: PeopleAgreement): string {
  const parts = [
    `${plural(byChance.texts, 'text')} that chance chose: these figures hold for all texts.`,
    agreementTable(byChance),
  ];
  if (chosen.texts > 0)
    parts.push(
      `${plural(chosen.texts, 'text')} that were hard or picked: where graders go wrong, and not how often.`,
      agreementTable(chosen),
    );
  if (reviewers.all.pairs.length > 0) parts.push('Reviewers among each other', reviewerTable(reviewers));
  return `${parts.join('\n\n')}\n\n${byChance.agreement.method}.\n`;
}

function agreementTable(on: AgreementOnTexts): string {
  if (on.texts === 0) return 'None yet.';
  const { rows } = agreementRows(on, estimateText);
  return rows.length === 0
    ? 'No grader has graded them.'
    : rowTable(rows.map((row) => [`${row.grader} and people`, row] as const));
}

function reviewerTable({ all }: PeopleAgreement['reviewers']): string {
  return rowTable(
    all.pairs.map(
      (pair) => [pair.raters.join(' and '), rowOf(pair, 'skills, topic and sense', estimateText)] as const,
    ),
  );
}

function rowTable(rows: readonly (readonly [string, AgreementRow])[]): string {
  const columns = [
    ...[left('who'), left('on'), right('points'), right('agree'), right('kappa')],
    ...[right('only first'), right('only second')],
  ];
  return textTable(
    columns,
    rows.map(([who, { on, points, agree, kappa, onlyGrader, onlyPeople }]) => [
      ...[who, on, String(points), agree, kappa, String(onlyGrader), String(onlyPeople)],
    ]),
  );
}
