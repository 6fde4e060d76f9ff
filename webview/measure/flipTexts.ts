import type { FlipText } from '../../src/protocol/measure.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { button } from '../toolkit.ts';

export interface FlipTexts {
  readonly base: readonly FlipText[];
  readonly tuned: readonly FlipText[];
}

/** The texts of one mix by both students, side by side. */
export function flipTexts({ base, tuned }: FlipTexts, onShow: (id: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'flip-texts' },
    ...[base, tuned].map((texts) =>
      element(
        'section',
        { 'aria-label': `Texts by ${texts[0]?.student ?? 'nobody'}` },
        element('h4', {}, texts[0]?.student ?? 'No text is left'),
        ...texts.map((text) => textBy(text, onShow)),
      ),
    ),
  );
}

function textBy({ id, generation, text, points }: FlipText, onShow: (id: string) => void): HTMLElement {
  const earned = points.filter(({ point }) => point === 1).length;
  const missed = points.filter(({ point }) => point !== 1).map(({ label }) => label);
  return element(
    'article',
    { class: 'flip-text' },
    element(
      'p',
      { class: 'flip-points' },
      icon(missed.length === 0 ? 'check' : 'cross'),
      element('b', {}, `${earned}/${points.length}`),
      missed.length === 0 ? ' full marks' : ` missed: ${missed.join(', ')}`,
    ),
    element('p', { class: 'flip-words' }, text),
    button({
      label: 'Show Reasons',
      title: `Show text ${generation} with the reason for each point`,
      focusKey: `flip-text:${id}`,
      onPress: () => onShow(id),
    }),
  );
}
