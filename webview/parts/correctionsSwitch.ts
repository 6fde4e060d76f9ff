import { element } from '../element.ts';
import type { Session } from '../session.ts';

export interface CorrectionsSwitch {
  readonly element: HTMLElement;
  /** `reviewed`: how many texts people have reviewed. */
  update(reviewed: number): void;
}

/** Whether everything that shows verdicts shows them with the corrections of people. Without any it is not there. */
export function createCorrectionsSwitch(session: Session): CorrectionsSwitch {
  const box = element('input', { type: 'checkbox', 'data-focus-key': 'corrections' });
  const words = element('span');
  box.addEventListener('change', () => session.ask({ isCorrected: box.checked }));
  const label = element('label', { class: 'corrections', hidden: true }, box, words);
  return {
    element: label,
    update(reviewed) {
      const { isCorrected = false } = session.arrangement();
      label.hidden = reviewed === 0 && !isCorrected;
      box.checked = isCorrected;
      words.textContent = `With people’s corrections (${reviewed} ${reviewed === 1 ? 'text' : 'texts'} reviewed)`;
    },
  };
}
