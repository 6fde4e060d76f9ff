import type { PanelSnapshot } from '../src/protocol/panel.ts';
import { adoptView } from './adoptView.ts';
import { type Arrangement, type Foldable, type View, viewOf, withFilter } from './arrangement.ts';
import type { Host } from './host.ts';
import { keepFocus } from './keepFocus.ts';
import { keepScroll } from './keepScroll.ts';
import { buildLayout } from './layout.ts';
import { createDetail } from './parts/detail.ts';
import { createFilters } from './parts/filters.ts';
import { createHeader } from './parts/header.ts';
import { createLive } from './parts/live.ts';
import { createNotice } from './parts/notice.ts';
import { createSampleList } from './parts/sampleList.ts';
import { createSkillTable } from './parts/skillTable.ts';
import { provideControls } from './toolkit.ts';

/** Builds the page, says that it is ready, and from then on draws every snapshot whole. */
export function startPage(root: HTMLElement, host: Host): void {
  provideControls();
  let arrangement = host.saved;
  let left: readonly View[] = [];
  let snapshot: PanelSnapshot | undefined;

  const keep = (change: Partial<Arrangement>) => {
    arrangement = { ...arrangement, ...change };
    host.save(arrangement);
  };
  const ask = (change: Partial<View>) => {
    left = [...left, viewOf(arrangement)];
    keep(change);
    draw();
    host.post({ kind: 'view', ...viewOf(arrangement) });
  };
  const onFold = (part: Foldable, isOpen: boolean) => keep({ open: { ...arrangement.open, [part]: isOpen } });

  const parts = {
    notice: createNotice(),
    header: createHeader(),
    live: createLive(),
    filters: createFilters((filter) => ask({ filter })),
    skills: createSkillTable({
      onSort: (sorting) => {
        keep({ sorting });
        draw();
      },
      onSkill: (skill) => ask({ filter: withFilter(arrangement.filter, 'skill', skill) }),
    }),
    samples: createSampleList({
      onSelect: (selected) => {
        if (selected !== arrangement.selected) scroll.toTop('detail');
        ask({ selected });
        layout.showDetail();
      },
      onLimit: (limit) => ask({ limit }),
      onClearFilters: () => ask({ filter: {} }),
    }),
    detail: createDetail({
      onReveal: (sampleId) => host.post({ kind: 'reveal', sampleId }),
      onCopy: (sampleId) => host.post({ kind: 'copy', sampleId }),
      onFold,
    }),
  };
  const layout = buildLayout(root, parts, arrangement.open, onFold);
  const scroll = keepScroll(layout.scrollers, arrangement.scroll, (positions) => keep({ scroll: positions }));

  function draw(): void {
    const shown = snapshot;
    if (shown === undefined) return;
    layout.reveal();
    keepFocus(root, () => {
      parts.notice.update(shown.problem);
      parts.header.update(shown);
      parts.live.update(shown.live);
      parts.filters.update(shown, arrangement.filter);
      parts.skills.update(shown, arrangement.filter, arrangement.sorting);
      parts.samples.update(shown, arrangement);
      parts.detail.update(shown, arrangement);
    });
  }

  host.onSnapshot((received) => {
    const isFirst = snapshot === undefined;
    const before = arrangement.selected;
    snapshot = received;
    const adopted = adoptView(viewOf(arrangement), left, received);
    left = adopted.left;
    keep(adopted.view);
    draw();
    if (isFirst) scroll.restore();
    if (arrangement.selected === before) return;
    scroll.toTop('detail');
    layout.showDetail();
  });
  host.post({ kind: 'ready', ...viewOf(arrangement) });
}
