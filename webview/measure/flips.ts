import {
  FLIP_CHANGES,
  type FlipChange,
  type FlipsOf,
  type FlipTextsOf,
  type FlipView,
  type GraderComparisonView,
  type MeasureFromPage,
  type MeasureToPage,
} from '../../src/protocol/measure.ts';
import { element } from '../element.ts';
import { rovingFocus } from '../rovingFocus.ts';
import { mixName } from '../sampleWords.ts';
import { button } from '../toolkit.ts';
import { flipTexts } from './flipTexts.ts';

export interface Flips {
  readonly element: HTMLElement;
  receive(message: MeasureToPage): void;
}

export interface FlipActions {
  post(message: MeasureFromPage): void;
  /** Shows a text with all that is said of it. */
  show(id: string): void;
}

const WORDS: Record<FlipChange, string> = { gained: 'gained full marks', lost: 'lost full marks' };

/** The mixes that changed in the eyes of one grader, a part at a time, and the texts of the one that is chosen. */
export function createFlips(
  { grader, flips, unpaired }: GraderComparisonView,
  of: Omit<FlipsOf, 'grader' | 'change'>,
  { post, show }: FlipActions,
): Flips {
  let change: FlipChange | undefined;
  let count = 0;
  let wanted = '';
  const choices = FLIP_CHANGES.map((each) =>
    element(
      'button',
      {
        type: 'button',
        class: 'flip-choice',
        'aria-pressed': 'false',
        disabled: flips[each] === 0,
        'data-focus-key': `flips:${grader} ${each}`,
      },
      `${flips[each].toLocaleString('en')} ${flips[each] === 1 ? 'mix' : 'mixes'} ${WORDS[each]}`,
    ),
  );
  const list = element('ol', { class: 'flip-list', hidden: true });
  const roving = rovingFocus(list, 'button');
  const status = element('p', { class: 'quiet', role: 'status' });
  const texts = element('div', { class: 'flip-shown' });
  const more = button({ label: 'Show More', focusKey: `flips-more:${grader}`, onPress: () => askFor(count) });
  more.hidden = true;

  function askFor(from: number): void {
    if (change !== undefined) post({ kind: 'measure-flips', ...of, grader, change, from });
  }

  for (const [at, each] of FLIP_CHANGES.entries())
    choices[at]?.addEventListener('click', () => {
      change = each;
      count = 0;
      list.replaceChildren();
      texts.replaceChildren();
      for (const [place, choice] of choices.entries())
        choice.setAttribute('aria-pressed', String(place === at));
      askFor(0);
    });

  function row(flip: FlipView): HTMLElement {
    const { skills, topic, split, k, base, tuned } = flip;
    const pick = element(
      'button',
      { type: 'button', class: 'flip', 'aria-pressed': 'false' },
      element('span', {}, `${mixName(skills)} / ${topic}`),
      element('span', { class: 'quiet' }, `${split}, k = ${k}`),
    );
    pick.addEventListener('click', () => {
      for (const other of list.querySelectorAll('.flip'))
        other.setAttribute('aria-pressed', String(other === pick));
      const wish: FlipTextsOf = { grader, base, tuned };
      wanted = JSON.stringify(wish);
      post({ kind: 'measure-texts', of: wish });
    });
    return element('li', {}, pick);
  }

  return {
    element: element(
      'section',
      { class: 'flips', 'aria-label': `Mixes that changed, graded by ${grader}` },
      element('h3', {}, 'Mixes that changed'),
      element('div', { class: 'flip-choices' }, ...choices),
      unpaired === 0
        ? undefined
        : element(
            'p',
            { class: 'quiet' },
            `${unpaired.toLocaleString('en')} mixes have a graded text of one student only, and are in no figure.`,
          ),
      list,
      more,
      status,
      texts,
    ),
    receive(message) {
      if (message.kind === 'measure-flips' && message.of.grader === grader) {
        if (message.of.change !== change || message.from !== count) return;
        count += message.flips.length;
        list.append(...message.flips.map(row));
        roving.settle();
        list.hidden = count === 0;
        more.hidden = message.flips.length === 0 || count >= flips[change];
        status.textContent = `${count} of ${flips[change]} mixes are listed. Choose one to read its texts.`;
      }
      if (message.kind !== 'measure-texts') return;
      if (wanted !== JSON.stringify(message.of)) return;
      texts.replaceChildren(flipTexts(message, show));
      status.textContent = `${message.base.length + message.tuned.length} texts of this mix are below.`;
    },
  };
}
