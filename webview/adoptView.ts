import type { PanelFilter, PanelSnapshot } from '../src/protocol/panel.ts';
import type { View } from './arrangement.ts';

export interface Adoption {
  readonly view: View;
  /** Views that the page has left and whose snapshots may still be on their way. */
  readonly left: readonly View[];
}

/**
 * Whose view holds when a snapshot arrives. A snapshot for a view that the reader has left meanwhile is late:
 * the reader's stands. A snapshot for a view that the page never asked for is the host's wish ("Show rationale"
 * in the editor): the host's stands.
 */
export function adoptView(asked: View, left: readonly View[], snapshot: PanelSnapshot): Adoption {
  if (answers(snapshot, asked)) return { view: asked, left: [] };
  if (left.some((view) => answers(snapshot, view))) return { view: asked, left };
  const selected = snapshot.detail?.sample.id ?? asked.selected;
  const view = { filter: snapshot.filter, limit: snapshot.limit };
  return { view: selected === undefined ? view : { ...view, selected }, left: [] };
}

/** A snapshot without a detail answers any selection: the sample may be gone. */
function answers(snapshot: PanelSnapshot, view: View): boolean {
  const shown = snapshot.detail?.sample.id;
  return isSameFilter(snapshot.filter, view.filter) && (shown === undefined || shown === view.selected);
}

const filterKeys = ['skill', 'student', 'grader', 'split', 'k'] as const;

function isSameFilter(one: PanelFilter, other: PanelFilter): boolean {
  const isSameFlag = (one.missedOnly ?? false) === (other.missedOnly ?? false);
  return isSameFlag && filterKeys.every((key) => one[key] === other[key]);
}
