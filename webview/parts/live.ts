import type { LiveView } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { mixName } from '../sampleWords.ts';
import { progressRing } from '../toolkit.ts';

export interface Live {
  readonly element: HTMLElement;
  update(live: LiveView | undefined): void;
}

/** The text that is being written or graded now. Steps are announced; the text, which grows many times a second, is not. */
export function createLive(): Live {
  const step = element('p', { class: 'live-step', role: 'status', 'aria-live': 'polite' });
  const mix = element('p', { class: 'live-mix' });
  const text = element('p', {
    class: 'live-text',
    tabindex: '0',
    'aria-label': 'Text so far',
    role: 'region',
  });
  const body = element('div', { class: 'live-body' }, mix, text);
  const ring = element('span', { class: 'live-ring' });
  const live = element(
    'section',
    { class: 'live', 'aria-label': 'Under way' },
    element('div', { class: 'live-head' }, ring, step),
    body,
  );
  return {
    element: live,
    update(view) {
      live.classList.toggle('is-idle', view === undefined);
      body.hidden = view === undefined;
      if (view === undefined) ring.replaceChildren();
      else if (ring.childElementCount === 0) ring.append(progressRing());
      setText(step, view?.step ?? '');
      setText(mix, view === undefined ? '' : `${mixName(view.skills)} on ${view.topic}`);
      setText(text, view?.text ?? '');
      text.hidden = view === undefined || view.text === '';
      text.scrollTop = text.scrollHeight;
    },
  };
}

/** Announced only when it changes. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
