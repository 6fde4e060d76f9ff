import { type Arrangement, type Scrollable, scrollable } from './arrangement.ts';

type Positions = Arrangement['scroll'];

export interface Scrolling {
  /** Goes back to where an earlier page was left. Called once there is content to scroll. */
  restore(): void;
  toTop(place: Scrollable): void;
}

/** Remembers how far each place is scrolled, once scrolling has come to rest. */
export function keepScroll(
  places: Readonly<Record<Scrollable, Element>>,
  saved: Positions,
  save: (positions: Positions) => void,
): Scrolling {
  let isRestored = false;
  for (const place of scrollable) {
    const source = place === 'page' ? document : places[place];
    source.addEventListener('scrollend', () => {
      if (isRestored) save(positionsOf(places));
    });
  }
  return {
    restore() {
      for (const place of scrollable) places[place].scrollTop = saved[place];
      isRestored = true;
    },
    toTop(place) {
      places[place].scrollTop = 0;
    },
  };
}

function positionsOf(places: Readonly<Record<Scrollable, Element>>): Positions {
  return {
    page: places.page.scrollTop,
    skills: places.skills.scrollTop,
    samples: places.samples.scrollTop,
    detail: places.detail.scrollTop,
  };
}
