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
