import type { ToPage } from '../src/protocol/panel.ts';
import type { Scrollable } from './arrangement.ts';
import type { Session } from './session.ts';

/** One part of the page, chosen in the row of tabs. `page.ts` lists them. */
export interface Tab {
  /** As it is kept in the page's state, and in the kinds of messages that are the tab's own (`review-next`). */
  readonly id: string;
  readonly label: string;
  create(session: Session): TabView;
}

export interface TabView {
  readonly root: HTMLElement;
  /** Places whose scroll positions are kept. */
  readonly scrollers?: Readonly<Partial<Record<Scrollable, Element>>>;
  /** Everything that the host sends, whether or not the tab is in sight; what is not for it is passed over. */
  receive(message: ToPage): void;
  /** What the reader has arranged is another now; also when the tab has come into sight. */
  draw?(): void;
}
