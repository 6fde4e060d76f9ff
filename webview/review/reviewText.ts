import type { ReviewDraft, ReviewStage } from '../../src/protocol/review.ts';
import { element } from '../element.ts';
import { evidenceText } from '../parts/evidenceText.ts';
import { button } from '../toolkit.ts';
import { type CriterionCard, createCriterionCard } from './criterionCard.ts';
import { openIn, pointOf, withPoint, withReason } from './draft.ts';
import { countDiffering } from './graderWords.ts';
import type { ReviewKey } from './reviewKeys.ts';

/** The text in hand with its criteria. Built anew for each text, and once more when the points are shown. */
export interface ReviewText {
  readonly element: HTMLElement;
  update(draft: ReviewDraft): void;
  /** Puts the focus on the criterion in hand. */
  focus(): void;
  key(key: ReviewKey): void;
  /** Ends the typing of a reason. */
  keyInReason(event: KeyboardEvent): void;
  /** What has come out, once the points are shown. */
  summary(draft: ReviewDraft): string;
}

type Asked = Extract<ReviewStage, { readonly kind: 'question' | 'revealed' }>;

interface TextOptions {
  readonly onChange: (draft: ReviewDraft) => void;
  readonly submit: () => void;
  readonly skip: () => void;
}

export function createReviewText(stage: Asked, { onChange, submit, skip }: TextOptions): ReviewText {
  const { criteria, text } = stage.question;
  const detail = stage.kind === 'revealed' ? stage.detail : undefined;
  let draft: ReviewDraft | undefined;
  const change = (changed: (before: ReviewDraft) => ReviewDraft) => {
    if (draft !== undefined) onChange(changed(draft));
  };
  const cards = criteria.map(
    (criterion, at): CriterionCard =>
      createCriterionCard({
        ...{ criterion, at },
        graders: detail?.criteria.find(({ id }) => id === criterion.id),
        onPoint: (point) => change((before) => ({ ...withPoint(before, criterion.id, point), at })),
        onReason: (reason) => change((before) => withReason(before, criterion.id, reason)),
        onEnter: () => {
          if (draft?.at !== at) change((before) => ({ ...before, at }));
        },
      }),
  );
  const focus = () => cards[draft?.at ?? 0]?.focus();
  const shownText =
    detail === undefined ? element('p', { class: 'sample-text' }, text) : evidenceText(detail);
  shownText.addEventListener('click', ({ target }) => {
    const mark = target instanceof Element ? target.closest<HTMLElement>('.tag')?.dataset.mark : undefined;
    if (mark !== undefined) cards[Number(mark)]?.focus();
  });

  function key(pressed: ReviewKey): void {
    const criterion = criteria[draft?.at ?? 0];
    if (criterion === undefined) return;
    if (pressed.kind === 'point') change((before) => withPoint(before, criterion.id, pressed.point));
    if (pressed.kind === 'move') {
      const last = criteria.length - 1;
      change((before) => ({ ...before, at: Math.min(last, Math.max(0, before.at + pressed.by)) }));
    }
    if (pressed.kind === 'reason') cards[draft?.at ?? 0]?.focusReason();
    else focus();
  }

  return {
    element: element(
      'div',
      { class: 'review-columns' },
      element(
        'section',
        { class: 'review-text', 'aria-label': 'The text' },
        shownText,
        stage.kind === 'revealed' ? revealed(stage) : undefined,
      ),
      element(
        'section',
        { class: 'review-criteria', 'aria-label': 'What it earns' },
        element('ol', {}, ...cards.map((card) => card.element)),
        element(
          'div',
          { class: 'toolbar' },
          button({
            label: stage.kind === 'question' ? 'Submit (Enter)' : 'Go on (Enter)',
            isPrimary: true,
            focusKey: 'review:submit',
            onPress: submit,
          }),
          button({ label: 'Skip (s)', focusKey: 'review:skip', onPress: skip }),
        ),
      ),
    ),
    update(changed) {
      draft = changed;
      for (const [at, card] of cards.entries()) card.update(changed, at === changed.at);
    },
    focus,
    key,
    keyInReason(event) {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.preventDefault();
      focus();
    },
    summary(shown) {
      const differing = countDiffering(detail?.criteria ?? [], (id) => pointOf(shown, id));
      const open = openIn(shown, criteria);
      const differ =
        differing === 0
          ? 'No grader differs from you'
          : `Graders differ from you on ${differing} of ${criteria.length} criteria`;
      return `${differ}${open === 0 ? '' : `; ${open} left open`}. Change what you will, then Enter goes on.`;
    },
  };
}

function revealed({ detail, why }: Extract<Asked, { readonly kind: 'revealed' }>): HTMLElement {
  const { student, generation, split } = detail.sample;
  return element(
    'div',
    { class: 'revealed' },
    element('p', {}, 'Written by ', element('b', {}, student), `, text ${generation}, ${split}.`),
    element('p', { class: 'quiet' }, why),
    ...detail.alarms.map((alarm) => element('p', { class: 'quiet' }, alarm)),
  );
}
