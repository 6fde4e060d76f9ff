import type { CriterionView } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';
import { markLetter, markLook } from '../marks.ts';

/** The criteria with their marks and first verdicts. Pressing one keeps its words emphasised. */
export function legend(criteria: readonly CriterionView[]): HTMLElement {
  return element(
    'ul',
    { class: 'legend', 'aria-label': 'Criteria' },
    ...criteria.map((criterion, mark) => element('li', {}, chip(criterion, mark))),
  );
}

function chip(criterion: CriterionView, mark: number): HTMLElement {
  const { name, words } = verdictWords(criterion);
  return element(
    'button',
    {
      type: 'button',
      class: 'chip',
      'aria-pressed': 'false',
      title: `${criterion.label}: ${words}. Press to keep its words emphasised, Escape to let go`,
      'data-mark': mark,
      'data-focus-key': `chip:${criterion.id}`,
    },
    element('span', { class: 'letter', ...markLook(mark) }, markLetter(mark)),
    element('span', { class: 'chip-label' }, criterion.label),
    name === undefined ? undefined : icon(name),
    element('span', { class: 'unseen' }, `: ${words}`),
  );
}

function verdictWords({ verdicts }: CriterionView): { readonly name?: IconName; readonly words: string } {
  const points = verdicts.map(({ point }) => point).filter((point) => point !== undefined);
  if (points.length === 0) return { words: 'no verdict' };
  if (points.every((point) => point === 1)) return { name: 'check', words: 'earned' };
  if (points.every((point) => point === 0)) return { name: 'cross', words: 'missed' };
  return { name: 'tie', words: 'the graders disagree' };
}
