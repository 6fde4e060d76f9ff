import { element } from '../element.ts';
import { icon } from '../icon.ts';

export interface Notice {
  readonly element: HTMLElement;
  update(problem: string | undefined): void;
}

/** What kept the host from showing results. It is announced when it appears. */
export function createNotice(): Notice {
  const words = element('span');
  const box = element('div', { class: 'notice' }, icon('warning'), words);
  box.hidden = true;
  return {
    element: element('div', { role: 'alert' }, box),
    update(problem) {
      box.hidden = problem === undefined;
      if (words.textContent !== (problem ?? '')) words.textContent = problem ?? '';
    },
  };
}
