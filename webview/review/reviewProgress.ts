import type { ReviewPart } from '../../src/protocol/review.ts';
import { element } from '../element.ts';

const LABELS: Readonly<Record<ReviewPart['kind'], { readonly label: string; readonly title: string }>> = {
  random: {
    label: 'By chance',
    title: 'Drawn from all texts, each k and student in its share: figures about all texts rest on these',
  },
  disagreement: { label: 'Disagreements', title: 'Texts on which graders, or rounds of one grader, differ' },
  'near-miss': { label: 'Near misses', title: 'Texts that all graders give all points but one' },
};

/** How far the reviewer is in each part of the queue. */
export function reviewProgress(parts: readonly ReviewPart[]): HTMLElement {
  return element('ul', { class: 'review-parts', 'aria-label': 'Reviewed so far' }, ...parts.map(partOf));
}

function partOf({ kind, texts, reviewed }: ReviewPart): HTMLElement {
  const { label, title } = LABELS[kind];
  const bar = element('span', { class: 'part-bar', 'aria-hidden': 'true' }, element('span', {}));
  bar.style.setProperty('--done', texts === 0 ? '0' : String(reviewed / texts));
  return element(
    'li',
    { title },
    element('span', { class: 'part-label' }, label),
    ` ${reviewed.toLocaleString('en')} of ${texts.toLocaleString('en')}`,
    bar,
  );
}
