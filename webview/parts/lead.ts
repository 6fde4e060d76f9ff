import type { TextsOf } from '../../src/protocol/textsOf.ts';
import { element } from '../element.ts';

/** Brings the texts behind a number into sight. */
export type OnTexts = (of: TextsOf) => void;

/** Finds the leads of a table, for the keyboard. */
export const LEAD = 'button.lead';

/** Said of a table that has some. */
export const LEADS = 'Arrow keys move, Enter shows the texts';

/** A name or a number that leads to the texts behind it. */
export function lead(words: string | number, focusKey: string, onPress: () => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'lead', title: 'Show these texts', 'data-focus-key': focusKey },
    String(words),
  );
  button.addEventListener('click', onPress);
  return button;
}
