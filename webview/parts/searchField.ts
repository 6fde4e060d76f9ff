import { element } from '../element.ts';

export interface SearchField {
  readonly element: HTMLElement;
  /** Undefined: nothing is looked for. */
  onSearch(listen: (words: string | undefined) => void): void;
  show(words: string | undefined): void;
}

/** In milliseconds: who is still writing is not answered yet. */
const PATIENCE = 150;

export function createSearchField(label: string): SearchField {
  const input = element('input', {
    class: 'search',
    type: 'search',
    placeholder: label,
    'aria-label': label,
    title:
      'Texts that hold all of these words, or a reason that does. The last word may be only its beginning',
    maxlength: 500,
    'data-focus-key': 'search',
  });
  let listener: (words: string | undefined) => void = () => {};
  let waiting: number | undefined;
  const tell = () => {
    clearTimeout(waiting);
    waiting = undefined;
    listener(input.value.trim() === '' ? undefined : input.value);
  };
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(tell, PATIENCE);
  });
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') tell();
  });
  return {
    element: input,
    onSearch(listen) {
      listener = listen;
    },
    show(words) {
      // What is being written is newer than what was asked for.
      if (waiting === undefined && input.value !== (words ?? '')) input.value = words ?? '';
    },
  };
}
