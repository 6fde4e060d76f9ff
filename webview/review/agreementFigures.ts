import type { AgreementRow, ReviewAgreement, ReviewStage } from '../../src/protocol/review.ts';
import { element } from '../element.ts';
import { button } from '../toolkit.ts';

type Figures = Extract<ReviewStage, { readonly kind: 'figures' }>;

/** How far the graders agree with people, on what chance chose apart from all else. */
export function agreementFigures({ byChance, chosen, method }: Figures, onBack: () => void): HTMLElement {
  return element(
    'div',
    { class: 'agreement' },
    button({ label: 'Back to the texts', isPrimary: true, focusKey: 'review:back', onPress: onBack }),
    ...part('On texts that chance chose', 'These figures hold for all texts.', byChance),
    ...part(
      'On texts that were hard, or picked',
      'These say where graders go wrong, and not how often: hard texts are not like all.',
      chosen,
    ),
    element('p', { class: 'quiet' }, `Only what was said before the points were seen. ${method}.`),
  );
}

function part(title: string, meaning: string, { texts, rows }: ReviewAgreement): HTMLElement[] {
  const heading = element('h2', {}, `${title}: ${texts.toLocaleString('en')}`);
  if (rows.length === 0) return [heading, element('p', { class: 'quiet' }, 'None yet.')];
  return [
    heading,
    element('p', { class: 'quiet' }, meaning),
    element(
      'div',
      { class: 'agreement-table', tabindex: '0', role: 'region', 'aria-label': title },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element('tr', {}, ...HEADINGS.map((words) => element('th', { scope: 'col' }, words))),
        ),
        element('tbody', {}, ...rows.map(rowOf)),
      ),
    ),
  ];
}

const HEADINGS = ['Grader', 'On', 'Points', 'Agree', 'Kappa', 'Only the grader gives', 'Only people give'];

function rowOf({ grader, on, points, agree, kappa, onlyGrader, onlyPeople }: AgreementRow): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, grader),
    element('td', {}, on),
    ...[points, agree, kappa, onlyGrader, onlyPeople].map((figure) =>
      element('td', { class: 'figure' }, String(figure)),
    ),
  );
}
