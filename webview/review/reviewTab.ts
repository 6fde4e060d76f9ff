import type { ReviewDraft, ReviewFromPage, ReviewStage, ReviewToPage } from '../../src/protocol/review.ts';
import { element } from '../element.ts';
import type { Session } from '../session.ts';
import type { Tab } from '../tab.ts';
import { button } from '../toolkit.ts';
import { agreementFigures } from './agreementFigures.ts';
import { draftFor, isAmended, readDraft } from './draft.ts';
import { isOrdinary, REVIEW_KEYS, reviewKey } from './reviewKeys.ts';
import { isReviewMessage } from './reviewMessage.ts';
import { reviewProgress } from './reviewProgress.ts';
import { createReviewText, type ReviewText } from './reviewText.ts';

const ID = 'review';

/** Brings the review into sight with a text whose points the reader has seen. */
export function correctInReview(session: Session, sampleId: string): void {
  const wish: ReviewFromPage = { kind: 'review-correct', sampleId };
  session.post(wish);
  session.show(ID);
}

/** Where a person gives points, text by text: blind first, then beside those of the graders. */
export const reviewTab: Tab = {
  id: ID,
  label: 'Review',
  create(session) {
    const post = (message: ReviewFromPage) => session.post(message);
    let draft = readDraft(session.savedOf(ID));
    let view: ReviewToPage['view'] | undefined;
    let text: ReviewText | undefined;
    let isInSight = false;
    let title: string | undefined;

    const head = element('div', { class: 'review-head' });
    const status = element('p', { class: 'review-status', role: 'status' });
    const keys = keyTable();
    const body = element('div', { class: 'review-body' });
    const root = element('div', { class: 'review' }, head, keys, status, body);

    const change = (changed: ReviewDraft) => {
      draft = changed;
      session.save(ID, changed);
      post({ kind: 'review-draft', draft: changed });
      text?.update(changed);
    };

    function open(): void {
      post({ kind: 'review-open', ...(draft === undefined ? {} : { sampleId: draft.sampleId }) });
    }

    function submit(): void {
      const stage = view?.stage;
      if (draft === undefined || (stage?.kind !== 'question' && stage?.kind !== 'revealed')) return;
      const { sampleId, answers } = draft;
      if (answers.length === 0) say('Give a point first, or press s to go on without.');
      else if (stage.kind === 'revealed' && !isAmended(draft, stage.answers)) post({ kind: 'review-next' });
      else post({ kind: 'review-answer', sampleId, answers });
    }

    const skip = () => {
      if (draft !== undefined) post({ kind: 'review-skip', sampleId: draft.sampleId });
    };
    const help = () => keys.toggleAttribute('hidden');
    const say = (words: string) => {
      status.textContent = words;
    };

    /** Keys are for the review while it is in sight, wherever the focus is, unless somebody types. */
    document.addEventListener('keydown', (event) => {
      if (!isInSight || text === undefined || event.defaultPrevented) return;
      const { target } = event;
      const isInside = target === document.body || (target instanceof Node && body.contains(target));
      if (target instanceof HTMLInputElement) return text.keyInReason(event);
      const key = reviewKey(event);
      if (key === undefined || (isOrdinary(event.key) && !isInside)) return;
      if (event.key === 'Enter' && target instanceof Element && target.matches('summary, vscode-button'))
        return;
      event.preventDefault();
      if (key.kind === 'submit') submit();
      else if (key.kind === 'skip') skip();
      else if (key.kind === 'help') help();
      else text.key(key);
    });

    function show({ view: received, draft: kept }: ReviewToPage): void {
      const before = view;
      view = received;
      // The figures stand between two looks at the same text.
      if (received.stage.kind !== 'figures') draft = draftFor(received.stage, draft ?? kept);
      session.save(ID, draft);
      drawHead(received);
      const { stage } = received;
      if (stage.kind === 'question' || stage.kind === 'revealed') {
        const hadFocus = body.contains(document.activeElement) || document.activeElement === document.body;
        const shown = createReviewText(stage, { onChange: change, submit, skip });
        text = shown;
        body.replaceChildren(shown.element);
        if (draft !== undefined) shown.update(draft);
        if (isInSight && hadFocus) shown.focus();
        say(
          stage.kind === 'revealed' && draft !== undefined
            ? shown.summary(draft)
            : before === undefined
              ? ''
              : 'Next text.',
        );
        window.scrollTo({ top: 0 });
        return;
      }
      text = undefined;
      body.replaceChildren(stage.kind === 'figures' ? agreementFigures(stage, open) : emptyBody(stage, post));
      say('');
    }

    function drawHead({ parts, reviewer }: ReviewToPage['view']): void {
      const who =
        reviewer === undefined ? undefined : element('span', { class: 'quiet' }, `Reviewer: ${reviewer}`);
      head.replaceChildren(
        reviewProgress(parts),
        element(
          'div',
          { class: 'toolbar' },
          ...(who === undefined ? [] : [who]),
          button({
            label: 'Agreement',
            title: 'How far the graders agree with people',
            focusKey: 'review:figures',
            onPress: () => post({ kind: 'review-figures' }),
          }),
          button({ label: 'Keys (?)', focusKey: 'review:keys', onPress: help }),
        ),
      );
    }

    return {
      root,
      receive(message) {
        if (isReviewMessage(message)) show(message);
        if (message.kind !== 'snapshot' || message.snapshot.title === title) return;
        // Another file's texts: what is in sight belongs to the file before.
        if (title !== undefined && isInSight) open();
        title = message.snapshot.title;
      },
      draw() {
        const wasInSight = isInSight;
        isInSight = session.arrangement().tab === ID;
        if (isInSight && !wasInSight) open();
      },
    };
  },
};

const NAMELESS = 'Reviews carry the name of who wrote them. Tell yours once, and begin.';

function emptyBody(
  stage: Extract<ReviewStage, { readonly kind: 'done' | 'none' | 'nameless' }>,
  post: (message: ReviewFromPage) => void,
): HTMLElement {
  const words =
    stage.kind === 'none' ? stage.why : stage.kind === 'done' ? 'You have reviewed every text.' : NAMELESS;
  const tell = () => post({ kind: 'review-name' });
  return element(
    'div',
    { class: 'empty' },
    element('p', {}, words),
    stage.kind === 'nameless'
      ? button({ label: 'Tell your name', isPrimary: true, focusKey: 'review:name', onPress: tell })
      : undefined,
  );
}

function keyTable(): HTMLElement {
  return element(
    'section',
    { class: 'review-keys', 'aria-label': 'Keys', hidden: true },
    element(
      'dl',
      {},
      ...REVIEW_KEYS.map(({ keys, does }) =>
        element(
          'div',
          {},
          element('dt', {}, ...keys.flatMap((key, at) => [at === 0 ? '' : ' or ', element('kbd', {}, key)])),
          element('dd', {}, does),
        ),
      ),
    ),
  );
}
