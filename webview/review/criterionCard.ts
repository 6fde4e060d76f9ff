import type { CriterionView } from '../../src/protocol/panel.ts';
import type { ReviewCriterion, ReviewDraft } from '../../src/protocol/review.ts';
import { element } from '../element.ts';
import { markLetter, markLook } from '../marks.ts';
import { pointOf, reasonOf } from './draft.ts';
import { graderWords } from './graderWords.ts';

export interface CriterionCard {
  readonly element: HTMLElement;
  /** `isCurrent`: it is the one that keys are about. */
  update(draft: ReviewDraft, isCurrent: boolean): void;
  focus(): void;
  focusReason(): void;
}

interface CardOptions {
  readonly criterion: ReviewCriterion;
  readonly at: number;
  /** What the graders say; undefined while the reviewer has not answered. */
  readonly graders: CriterionView | undefined;
  readonly onPoint: (point: 0 | 1 | undefined) => void;
  readonly onReason: (reason: string) => void;
  readonly onEnter: () => void;
}

const CHOICES = [
  { label: 'Yes', key: '1', point: 1 },
  { label: 'No', key: '0', point: 0 },
  { label: 'Open', key: 'u', point: undefined },
] as const;

/** One criterion with its question, the three answers and a reason; later with what the graders say. */
export function createCriterionCard(options: CardOptions): CriterionCard {
  const { criterion, at, graders, onPoint, onReason, onEnter } = options;
  const [title, question] = [`criterion-${at}`, `question-${at}`];
  const choices = CHOICES.map(({ label, key, point }) => {
    const choice = element(
      'button',
      { type: 'button', role: 'radio', class: 'choice', 'data-point': point ?? 'open' },
      label,
      element('kbd', { 'aria-hidden': 'true' }, key),
    );
    choice.addEventListener('click', () => onPoint(point));
    return choice;
  });
  const reason = element('input', {
    type: 'text',
    class: 'review-reason',
    'aria-label': `Reason for ${criterion.label}`,
    placeholder: 'Reason (r)',
    maxlength: 2000,
  });
  reason.addEventListener('input', () => onReason(reason.value));
  const group = element(
    'div',
    { class: 'choices', role: 'radiogroup', 'aria-labelledby': title, 'aria-describedby': question },
    ...choices,
  );
  const said = element('div', {});
  const card = element(
    'li',
    { class: 'review-criterion' },
    element('h3', { id: title }, graders === undefined ? undefined : letter(at), criterion.label),
    element(
      'div',
      { id: question, class: 'review-question' },
      element('p', {}, criterion.question),
      criterion.definition === undefined ? undefined : element('p', { class: 'quiet' }, criterion.definition),
      criterion.example === undefined
        ? undefined
        : element('p', { class: 'quiet' }, 'For example: ', element('q', {}, criterion.example)),
    ),
    element('div', { class: 'review-answer' }, group, reason),
    said,
  );
  card.addEventListener('focusin', onEnter);
  let shown: 0 | 1 | undefined | null = null;

  function update(draft: ReviewDraft, isCurrent: boolean): void {
    const point = pointOf(draft, criterion.id);
    card.toggleAttribute('data-current', isCurrent);
    for (const [index, choice] of choices.entries()) {
      const isChosen = CHOICES[index]?.point === point;
      choice.setAttribute('aria-checked', String(isChosen));
      choice.setAttribute('tabindex', isChosen ? '0' : '-1');
    }
    const words = reasonOf(draft, criterion.id);
    if (reason.value !== words) reason.value = words;
    if (graders === undefined || shown === point) return;
    shown = point;
    said.replaceChildren(graderWords(graders, point));
  }

  return {
    element: card,
    update,
    focus: () => choices.find((choice) => choice.getAttribute('aria-checked') === 'true')?.focus(),
    focusReason: () => reason.focus(),
  };
}

function letter(mark: number): HTMLElement {
  return element('span', { class: 'letter', 'aria-hidden': 'true', ...markLook(mark) }, markLetter(mark));
}
