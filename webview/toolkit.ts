/**
 * The controls of the page. They come from a library that is no longer developed, so only this file knows it:
 * to replace it, write these functions anew.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { type Child, element } from './element.ts';

/** Makes the controls known to the page. Called once, before the first is built. */
export function provideControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

export interface ButtonOptions {
  readonly label: string;
  /** What pressing does, said at length. */
  readonly title?: string;
  readonly isPrimary?: boolean;
  readonly isDisabled?: boolean;
  /** Under which the focus is found again when the page is drawn anew. */
  readonly focusKey: string;
  readonly onPress: () => void;
}

export function button(options: ButtonOptions): HTMLElement {
  const control = custom('vscode-button', options.label);
  control.setAttribute('appearance', options.isPrimary === true ? 'primary' : 'secondary');
  control.dataset.focusKey = options.focusKey;
  if (options.title !== undefined) control.title = options.title;
  if (options.isDisabled === true) control.setAttribute('disabled', '');
  control.addEventListener('click', () => {
    if (!control.hasAttribute('disabled')) options.onPress();
  });
  return control;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Dropdown {
  readonly element: HTMLElement;
  setValue(value: string): void;
}

/** A dropdown for choices that stay as they are: for other choices, build another one. */
export function dropdown(options: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}): Dropdown {
  const { choices } = options;
  let current = options.value;
  const control = custom('vscode-dropdown', ...choices.map((choice, at) => option(choice, at, current)));
  control.setAttribute('aria-label', options.label);
  control.dataset.focusKey = `dropdown:${options.label}`;
  control.addEventListener('change', () => {
    const value = choices[chosenIndex(control)]?.value;
    if (value === undefined || value === current) return;
    current = value;
    options.onChange(value);
  });
  return {
    element: control,
    setValue(value) {
      if (value === current) return;
      current = value;
      Object.assign(control, { value: String(choices.findIndex((choice) => choice.value === value)) });
    },
  };
}

/** A ring that turns while something is under way; where motion is unwelcome, a still sign. */
export function progressRing(): HTMLElement {
  const isStill =
    window.matchMedia('(prefers-reduced-motion: reduce)').matches ||
    document.body.classList.contains('vscode-reduce-motion');
  if (isStill) return element('span', { class: 'still-progress', 'aria-hidden': 'true' }, '…');
  const ring = custom('vscode-progress-ring');
  // The library makes every ring an alert once it is connected; the step beside it is what is announced.
  const wrapped = element('span', { class: 'progress', 'aria-hidden': 'true' }, ring);
  return wrapped;
}

/** Known to the library by its place: an empty value would always count as the selected one. */
function option({ value, label }: Choice, at: number, selected: string): HTMLElement {
  const control = custom('vscode-option', label);
  control.setAttribute('value', String(at));
  if (value === selected) control.setAttribute('selected', '');
  return control;
}

function custom(tag: string, ...children: readonly Child[]): HTMLElement {
  const control = document.createElement(tag);
  control.append(...children.filter((child) => child !== undefined));
  return control;
}

function chosenIndex(control: HTMLElement): number {
  return 'value' in control ? Number(control.value) : Number.NaN;
}
