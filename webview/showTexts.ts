import type { PanelFilter } from '../src/protocol/panel.ts';
import type { TextsOf } from '../src/protocol/textsOf.ts';
import type { OnTexts } from './parts/lead.ts';
import type { Session } from './session.ts';

/** What figures go by. */
export type FigureFilter = 'student' | 'split' | 'k' | 'grader';

/**
 * Brings the texts behind a number into sight: of what the reader has narrowed the page to only that counts by which the
 * figures go, so that the list holds all that the number rests on.
 */
export function showTextsBy(session: Session, by: readonly FigureFilter[]): OnTexts {
  return (of: TextsOf) => {
    const { filter } = session.arrangement();
    const kept = by.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]] as const]));
    const wanted: PanelFilter = { ...Object.fromEntries(kept), ...of };
    session.narrow(wanted, 'texts');
  };
}
