import type { PanelSnapshot } from '../src/protocol/panel.ts';
import { element } from './element.ts';
import type { Host } from './host.ts';
import { keepFocus } from './keepFocus.ts';
import { keepScroll } from './keepScroll.ts';
import { comparisonTab } from './measure/comparisonTab.ts';
import { gradersTab } from './measure/gradersTab.ts';
import { overviewTab } from './overviewTab.ts';
import { createCorrectionsSwitch } from './parts/correctionsSwitch.ts';
import { createLive } from './parts/live.ts';
import { createNotice } from './parts/notice.ts';
import { createTabBar } from './parts/tabBar.ts';
import { reviewTab } from './review/reviewTab.ts';
import { createSession } from './session.ts';
import type { Tab } from './tab.ts';
import { textsTab } from './textsTab.ts';
import { provideControls } from './toolkit.ts';

/** The tabs, in the order of their row. */
const TABS: readonly Tab[] = [overviewTab, textsTab, comparisonTab, gradersTab, reviewTab];

/** Builds the page, says that it is ready, and from then on draws every snapshot whole. */
export function startPage(root: HTMLElement, host: Host): void {
  provideControls();
  let snapshot: PanelSnapshot | undefined;
  const session = createSession(host, draw);
  const notice = createNotice();
  const title = element('h1', {}, 'Skillmix results');
  const corrections = createCorrectionsSwitch(session);
  const live = createLive();
  const tabs = TABS.map((tab) => ({ ...tab, view: tab.create(session) }));
  const bar = createTabBar(
    tabs.map(({ id, label, view }) => ({ id, label, root: view.root })),
    session.show,
  );
  const content = element(
    'div',
    { class: 'content' },
    live.element,
    element('div', { class: 'top' }, notice.element, element('header', {}, title), corrections.element),
    bar.element,
    ...bar.panels,
  );
  root.replaceChildren(element('p', { class: 'waiting', role: 'status' }, 'Reading the results…'));
  const places = Object.assign({}, ...tabs.map(({ view }) => view.scrollers));
  const page = document.scrollingElement ?? document.documentElement;
  const restoreScroll = keepScroll({ ...places, page }, host.saved.scroll, (place, position) =>
    session.keep({ scroll: { ...session.arrangement().scroll, [place]: position } }),
  );

  function draw(): void {
    const shown = snapshot;
    if (shown === undefined) return;
    if (!content.isConnected) root.replaceChildren(content);
    keepFocus(root, () => {
      notice.update(shown.problem);
      title.textContent = shown.title;
      corrections.update(shown.reviewed);
      live.update(shown.live);
      bar.update(tabIn(session.arrangement().tab));
      for (const { view } of tabs) view.draw?.();
    });
    restoreScroll();
  }

  host.onMessage((message) => {
    if (message.kind === 'snapshot' && !session.adopt(message.snapshot)) return;
    for (const { view } of tabs) view.receive(message);
    if (message.kind !== 'snapshot') return;
    snapshot = message.snapshot;
    draw();
  });
  session.ready();
}

/** One that another version had may not be there. */
function tabIn(id: string): string {
  return TABS.some((tab) => tab.id === id) ? id : textsTab.id;
}
