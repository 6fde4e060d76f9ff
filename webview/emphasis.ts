/**
 * Ties whatever carries the same `data-mark` together: pointing at a criterion, its words or its row, or moving the
 * focus there, emphasises all of them. Pressing one keeps the emphasis until it is pressed again or Escape is.
 */
export function tieMarks(root: HTMLElement): void {
  let pinned: string | undefined;
  let pointed: string | undefined;
  const show = () => emphasise(root, pointed ?? pinned, pinned);
  const point = (mark: string | undefined) => {
    if (mark === pointed) return;
    pointed = mark;
    show();
  };
  const pin = (mark: string | undefined) => {
    pinned = mark === pinned ? undefined : mark;
    show();
  };
  root.addEventListener('pointerover', ({ target }) => point(markOf(target)));
  root.addEventListener('pointerleave', () => point(undefined));
  root.addEventListener('focusin', ({ target }) => point(markOf(target)));
  root.addEventListener('focusout', () => point(undefined));
  root.addEventListener('click', ({ target }) => {
    if (pressable(target) !== undefined) pin(markOf(target));
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && pinned !== undefined) pin(pinned);
    const tag = pressable(event.target);
    // A native button turns these keys into a click by itself.
    if ((event.key !== 'Enter' && event.key !== ' ') || tag === undefined || tag.tagName === 'BUTTON') return;
    event.preventDefault();
    pin(markOf(tag));
  });
}

function pressable(target: EventTarget | null): Element | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest('button[data-mark], [role=button][data-mark]') ?? undefined;
}

/** The innermost mark: where evidence overlaps, the one whose line is nearest to the words. */
function markOf(target: EventTarget | null): string | undefined {
  const marked = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null;
  return marked?.dataset.mark;
}

function emphasise(root: HTMLElement, mark: string | undefined, pinned: string | undefined): void {
  for (const item of root.querySelectorAll<HTMLElement>('[data-mark]')) {
    item.classList.toggle('is-emphasised', mark !== undefined && item.dataset.mark === mark);
    if (item.tagName === 'BUTTON') item.setAttribute('aria-pressed', String(item.dataset.mark === pinned));
  }
}
