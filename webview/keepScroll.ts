import { type Arrangement, type Scrollable, scrollable } from './arrangement.ts';

type Positions = Arrangement['scroll'];

/**
 * Remembers how far each place is scrolled, once scrolling has come to rest. Returns what goes back to where an earlier
 * page was left: to be called when there is content to scroll, and again when another tab comes into sight, because
 * what is out of sight cannot be scrolled.
 */
export function keepScroll(
  places: Readonly<Partial<Record<Scrollable, Element>>>,
  saved: Positions,
  save: (place: Scrollable, position: number) => void,
): () => void {
  const waiting = new Set(scrollable);
  for (const place of scrollable) {
    const element = places[place];
    const source = place === 'page' ? document : element;
    source?.addEventListener('scrollend', () => {
      if (element !== undefined && !waiting.has(place)) save(place, element.scrollTop);
    });
  }
  return () => {
    for (const place of waiting) {
      const element = places[place];
      if (element === undefined || element.clientHeight === 0) continue;
      element.scrollTop = saved[place];
      waiting.delete(place);
    }
  };
}
