import { plural } from '../format/formatCount.ts';
import type { AgreementFigures } from '../metrics/agreement.ts';
import type { Estimate } from '../metrics/estimate.ts';
import { figure, left, right, textTable } from '../metrics/textTable.ts';
import { PEOPLE } from './applyReviews.ts';
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
  if (reviewers.all.pairs.length > 0)
    parts.push(
      'Reviewers among each other',
      pairTable(pairRows([['skills, topic and sense', reviewers.all]])),
    );
  return `${parts.join('\n\n')}\n\n${byChance.agreement.method}.\n`;
}

function agreementTable({ texts, agreement }: AgreementOnTexts): string {
  if (texts === 0) return 'None yet.';
  const parts: [string, AgreementFigures][] = [
    ['skills, topic and sense', agreement.all],
    ...agreement.criteria.map((each): [string, AgreementFigures] => [each.criterion, each]),
    ...agreement.skills.map((each): [string, AgreementFigures] => [`skill ${each.skill}`, each]),
  ];
  const rows = pairRows(parts).filter(({ raters }) => raters[1] === PEOPLE);
  return rows.length === 0 ? 'No grader has graded them.' : pairTable(rows);
}

function pairRows(parts: readonly (readonly [string, AgreementFigures])[]) {
  return parts.flatMap(([part, { pairs }]) => pairs.map((pair) => ({ part, ...pair })));
}

function pairTable(rows: ReturnType<typeof pairRows>): string {
  const columns = [
    ...[left('grader'), left('with'), left('on'), right('points'), right('mixes'), right('agree')],
    ...[right('kappa'), right('only grader'), right('only other')],
  ];
  return textTable(
    columns,
    rows.map(({ part, raters, items, mixes, raw, kappa, onlyFirst, onlySecond }) => [
      ...[...raters, part, String(items), String(mixes), shown(raw), shown(kappa)],
      ...[String(onlyFirst), String(onlySecond)],
    ]),
  );
}

function shown({ value, low, high }: Estimate): string {
  return figure(value, low, high);
}
