import { element } from '../element.ts';

/** A part that the reader can fold away. */
export function fold(options: {
  readonly title: HTMLElement;
  readonly isOpen: boolean;
  readonly focusKey: string;
  readonly content: HTMLElement;
  readonly onFold: (isOpen: boolean) => void;
}): HTMLDetailsElement {
  const summary = element('summary', { 'data-focus-key': `fold:${options.focusKey}` }, options.title);
  const part = element('details', { class: 'fold', open: options.isOpen }, summary, options.content);
  part.addEventListener('toggle', () => options.onFold(part.open));
  return part;
}
