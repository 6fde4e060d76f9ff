/** What a key does in the review. */
export type ReviewKey =
  | { readonly kind: 'point'; readonly point: 0 | 1 | undefined }
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'reason' | 'submit' | 'skip' | 'help' };

/** The keys as the page tells them. */
export const REVIEW_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['j', '↓'], does: 'the next criterion' },
  { keys: ['k', '↑'], does: 'the criterion before' },
  { keys: ['1', 'y'], does: 'yes: it earns the point' },
  { keys: ['0', 'n'], does: 'no: it does not' },
  { keys: ['u'], does: 'leave it open' },
  { keys: ['r'], does: 'type a reason; Enter or Escape ends it' },
  { keys: ['Enter'], does: 'submit; once the points are shown, go on' },
  { keys: ['s'], does: 'skip this text for now' },
  { keys: ['?'], does: 'show or hide these keys' },
];

/** Undefined: the key is not for the review. Keys with Ctrl, Alt or Meta belong to the editor. */
export function reviewKey({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): ReviewKey | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  return ACTIONS[key.length === 1 ? key.toLowerCase() : key];
}

/** Whether the key has a meaning of its own for controls and scrolling, so that it is taken inside the review only. */
export function isOrdinary(key: string): boolean {
  return key === 'Enter' || key.startsWith('Arrow');
}

const YES: ReviewKey = { kind: 'point', point: 1 };
const NO: ReviewKey = { kind: 'point', point: 0 };
const DOWN: ReviewKey = { kind: 'move', by: 1 };
const UP: ReviewKey = { kind: 'move', by: -1 };

const ACTIONS: { readonly [key: string]: ReviewKey } = {
  ...{ j: DOWN, ArrowDown: DOWN, k: UP, ArrowUp: UP },
  ...{ '1': YES, y: YES, '0': NO, n: NO, u: { kind: 'point', point: undefined } },
  ...{ r: { kind: 'reason' }, Enter: { kind: 'submit' }, s: { kind: 'skip' }, '?': { kind: 'help' } },
};
