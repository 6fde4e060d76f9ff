import { element } from './element.ts';

/** A list box of any length, of which only the rows in sight are in the page. All rows are of one height. */
export interface VirtualList {
  /** What scrolls. */
  readonly element: HTMLElement;
  /** Draws anew what is in sight. */
  update(total: number, selected: string | undefined): void;
  /** Brings a row to the top; `offset` is how far it is scrolled beyond, in CSS pixels. */
  scrollTo(place: number, offset?: number): void;
  /** Brings a row into sight, and makes it the one that the keys start from. */
  reveal(place: number): void;
  /** The first row in sight, and how far it is scrolled beyond. */
  top(): { readonly place: number; readonly offset: number };
}

export interface ListRows {
  readonly label: string;
  readonly title: string;
  /** Undefined: it has not come yet. */
  idAt(place: number): string | undefined;
  /** Of a row that has come; the same text for the same look, and a new element. */
  contentAt(place: number): { readonly look: string; readonly create: () => readonly Node[] } | undefined;
  /** These are in sight, or soon may be. */
  onSight(from: number, until: number): void;
  onChoose(place: number): void;
  /** Scrolling has come to rest. */
  onRest(): void;
}

/** Rows beyond both ends that are drawn too, so that the next key or turn of the wheel shows no gap. */
const BEYOND = 8;
/** Rows beyond both ends that are wanted. */
const AHEAD = 60;
/** Lines of text in a row, and what is between rows, in CSS pixels. */
const LINES = 3;
const SPACE = 12;

export function createVirtualList(rows: ListRows): VirtualList {
  const inner = element('div', { class: 'rows', role: 'presentation' });
  const list = element(
    'div',
    {
      class: 'samples',
      role: 'listbox',
      tabindex: '0',
      'aria-label': rows.label,
      title: rows.title,
      'data-focus-key': 'samples',
    },
    inner,
  );
  const drawn = new Map<number, { readonly row: HTMLElement; look: string }>();
  let [total, active, rowHeight] = [0, 0, 0];
  let selected: string | undefined;
  /** What is to be done once the list is in sight: before, it cannot be scrolled. */
  let waiting: ((height: number) => void) | undefined;

  /** Measured once the list is in sight; 0 before. */
  function heightOf(): number {
    if (rowHeight === 0 && list.clientHeight > 0) {
      rowHeight = Math.ceil(Number.parseFloat(getComputedStyle(list).lineHeight) * LINES) + SPACE;
      list.style.setProperty('--row-height', `${rowHeight}px`);
    }
    return rowHeight;
  }

  function draw(): void {
    if (list.clientHeight === 0) return;
    const height = heightOf();
    inner.style.setProperty('height', `${total * height}px`);
    const todo = waiting;
    waiting = undefined;
    todo?.(height);
    const first = Math.floor(list.scrollTop / height);
    const last = Math.ceil((list.scrollTop + list.clientHeight) / height);
    const [from, until] = [Math.max(0, first - BEYOND), Math.min(total, last + BEYOND)];
    for (const [place, { row }] of drawn)
      if (place < from || place >= until) {
        row.remove();
        drawn.delete(place);
      }
    for (let place = from; place < until; place += 1) drawRow(place, height);
    markActive();
    rows.onSight(Math.max(0, first - AHEAD), Math.min(total, last + AHEAD));
  }

  function drawRow(place: number, height: number): void {
    const content = rows.contentAt(place);
    const look = content?.look ?? '';
    let known = drawn.get(place);
    if (known === undefined) {
      known = { row: element('div', { class: 'sample', role: 'option', id: `row-${place}` }), look: '?' };
      known.row.style.setProperty('top', `${place * height}px`);
      drawn.set(place, known);
      inner.append(known.row);
    }
    const { row } = known;
    if (known.look !== look) {
      known.look = look;
      row.replaceChildren(...(content?.create() ?? ['…']));
    }
    const id = rows.idAt(place);
    if (id === undefined) delete row.dataset.id;
    else row.dataset.id = id;
    row.setAttribute('aria-posinset', String(place + 1));
    row.setAttribute('aria-setsize', String(total));
    row.setAttribute('aria-selected', String(id !== undefined && id === selected));
  }

  function markActive(): void {
    const row = drawn.get(active)?.row;
    for (const each of drawn.values()) each.row.classList.toggle('is-active', each.row === row);
    if (row === undefined) list.removeAttribute('aria-activedescendant');
    else list.setAttribute('aria-activedescendant', row.id);
  }

  function move(place: number): void {
    active = Math.min(Math.max(place, 0), Math.max(0, total - 1));
    const height = heightOf();
    const [start, end] = [active * height, (active + 1) * height];
    if (start < list.scrollTop) list.scrollTop = start;
    else if (end > list.scrollTop + list.clientHeight) list.scrollTop = end - list.clientHeight;
    draw();
  }

  let isDrawing = false;
  list.addEventListener('scroll', () => {
    if (isDrawing) return;
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      draw();
    });
  });
  list.addEventListener('scrollend', () => rows.onRest());
  list.addEventListener('click', ({ target }) => {
    const row = target instanceof Element ? target.closest('[role=option]') : null;
    const place = [...drawn].find(([, each]) => each.row === row)?.[0];
    if (place === undefined) return;
    move(place);
    rows.onChoose(place);
  });
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return rows.onChoose(active);
    }
    const step = stepOf(event.key, Math.max(1, Math.floor(list.clientHeight / heightOf()) - 1));
    if (step === undefined) return;
    event.preventDefault();
    move(active + step);
  });
  new ResizeObserver(draw).observe(list);

  return {
    element: list,
    update(count, chosen) {
      [total, selected] = [count, chosen];
      active = Math.min(active, Math.max(0, total - 1));
      draw();
    },
    scrollTo(place, offset = 0) {
      waiting = (height) => {
        list.scrollTop = place * height + offset;
      };
      draw();
    },
    reveal(place) {
      active = place;
      waiting = (height) => {
        const isInSight =
          place * height >= list.scrollTop && (place + 1) * height <= list.scrollTop + list.clientHeight;
        if (!isInSight) list.scrollTop = Math.max(0, (place + 0.5) * height - list.clientHeight / 2);
      };
      draw();
    },
    top() {
      const height = heightOf();
      const place = height === 0 ? 0 : Math.floor(list.scrollTop / height);
      return { place, offset: list.scrollTop - place * height };
    },
  };
}

function stepOf(key: string, page: number): number | undefined {
  const steps: { readonly [key: string]: number } = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key];
}
