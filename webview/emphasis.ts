/**
 * Ties whatever carries the same `data-mark` together: pointing at a criterion, its words or its row, or moving the
 * focus there, emphasises all of them. Pressing one keeps the emphasis until it is pressed again or Escape is.
 */
export function tieMarks(root: HTMLElement): void {
  let pinned: string | undefined;
  let pointed: readonly string[] = [];
  const show = () => emphasise(root, pointed.length > 0 ? pointed : [pinned], pinned);
  const point = (marks: readonly string[]) => {
    pointed = marks;
    show();
  };
  const pin = (mark: string | undefined) => {
    pinned = mark === pinned ? undefined : mark;
    show();
  };
  root.addEventListener('pointerover', ({ target }) => point(marksOf(target)));
  root.addEventListener('pointerleave', () => point([]));
  root.addEventListener('focusin', ({ target }) => point(marksOf(target)));
  root.addEventListener('focusout', () => point([]));
  root.addEventListener('click', ({ target }) => {
    if (pressable(target) !== undefined) pin(marksOf(target)[0]);
  });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') pin(pinned);
    const tag = pressable(event.target);
    // A native button turns these keys into a click by itself.
    if ((event.key !== 'Enter' && event.key !== ' ') || tag === undefined || tag.tagName === 'BUTTON') return;
    event.preventDefault();
    pin(marksOf(tag)[0]);
  });
}

function pressable(target: EventTarget | null): Element | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest('button[data-mark], [role=button][data-mark]') ?? undefined;
}

/** Innermost first: words may be evidence of several criteria. */
function marksOf(target: EventTarget | null): string[] {
  const marked = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null;
  const mark = marked?.dataset.mark;
  return marked === null || mark === undefined ? [] : [mark, ...marksOf(marked.parentElement)];
}

function emphasise(root: HTMLElement, marks: readonly unknown[], pinned: string | undefined): void {
  for (const item of root.querySelectorAll<HTMLElement>('[data-mark]')) {
    item.classList.toggle('is-emphasised', marks.includes(item.dataset.mark));
    if (item.tagName === 'BUTTON') item.setAttribute('aria-pressed', String(item.dataset.mark === pinned));
  }
}
