import type { FromPage, PanelFilter, PanelSnapshot, PanelView, PartMessage } from '../src/protocol/panel.ts';
import { type Arrangement, viewOf } from './arrangement.ts';
import type { Host } from './host.ts';

/** What the parts of the page share: what the reader has arranged, and the way to the host. */
export interface Session {
  arrangement(): Arrangement;
  /** Keeps a change that does not concern the host. */
  keep(change: Partial<Arrangement>): void;
  /** Draws a change as far as it is known here, and asks the host for the rest. */
  ask(change: Partial<PanelView>): void;
  /** Narrows the page to something else: the list begins at its beginning. */
  narrow(filter: PanelFilter, tab?: string): void;
  /** Brings a tab into sight. */
  show(tab: string): void;
  post(message: FromPage | PartMessage): void;
  /** What a tab keeps for itself, of any form: it may be of another version. */
  savedOf(tab: string): unknown;
  save(tab: string, state: unknown): void;
}

export interface PageSession extends Session {
  ready(): void;
  /**
   * Takes over the view of a snapshot, which may be the host's wish ("Show rationale" in the editor). False: the reader
   * has gone on since, so that the snapshot is late and another one is on its way.
   */
  adopt(snapshot: PanelSnapshot): boolean;
}

/** `draw` shows the arrangement as it is now. */
export function createSession(host: Host, draw: () => void): PageSession {
  let arrangement = host.saved;
  let turn = 0;
  const keep = (change: Partial<Arrangement>) => {
    arrangement = { ...arrangement, ...change };
    host.save(arrangement);
  };
  const ask = (change: Partial<PanelView>) => {
    turn += 1;
    keep(change);
    draw();
    host.post({ kind: 'view', turn, ...viewOf(arrangement) });
  };
  return {
    arrangement: () => arrangement,
    keep,
    ask,
    narrow(filter, tab = arrangement.tab) {
      const { top: _, ...others } = arrangement;
      arrangement = others;
      ask({ filter, tab });
    },
    show: (tab) => (tab === arrangement.tab ? undefined : ask({ tab })),
    post: (message) => host.post(message),
    savedOf: (tab) => arrangement.ofTabs[tab],
    save: (tab, state) => keep({ ofTabs: { ...arrangement.ofTabs, [tab]: state } }),
    ready: () => host.post({ kind: 'ready', turn, ...viewOf(arrangement) }),
    adopt(snapshot) {
      if (snapshot.turn !== turn) return false;
      const { selected: _, top: __, ...others } = arrangement;
      arrangement = { ...others, ...snapshot.view };
      host.save(arrangement);
      return true;
    },
  };
}
