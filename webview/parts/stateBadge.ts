import type { SampleView } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { stateWords } from '../sampleWords.ts';

/** `✓ 5/5`, `✗ 4/5`, `not graded`, `unreadable`, ... */
export function stateBadge(sample: SampleView): HTMLElement {
  const words = stateWords(sample);
  return element(
    'span',
    { class: 'state', 'data-tone': words.tone, title: words.explanation },
    icon(words.icon),
    element('span', {}, words.label),
  );
}

/** The points, or for want of points the sign alone: the words stand in a line of their own. */
export function briefStateBadge(sample: SampleView): HTMLElement {
  const words = stateWords(sample);
  if (words.tone === 'good' || words.tone === 'missed') return stateBadge(sample);
  return element(
    'span',
    { class: 'state is-brief', 'data-tone': words.tone, title: words.explanation },
    icon(words.icon),
  );
}
