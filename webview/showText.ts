import type { Session } from './session.ts';

/** Shows one text with all that is said of it, whatever the page was narrowed to. */
export function showText(session: Session, id: string): void {
  session.narrow({}, 'texts');
  session.ask({ selected: id });
}
