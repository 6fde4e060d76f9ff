import type { OverviewView, PanelSnapshot } from '../src/protocol/panel.ts';
import { withFilter } from './arrangement.ts';
import { element } from './element.ts';
import { figureElement } from './figures/figure.ts';
import { createCellTable } from './parts/cellTable.ts';
import { createFilters } from './parts/filters.ts';
import { createSkillTable } from './parts/skillTable.ts';
import type { Tab } from './tab.ts';
import { button } from './toolkit.ts';

/** In CSS pixels. */
const NARROWEST_FIGURE = 280;
const WIDEST_FIGURE = 900;

/** The figures, from which one comes to the texts behind them. */
export const overviewTab: Tab = {
  id: 'overview',
  label: 'Overview',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    let overview: OverviewView | undefined;
    let drawn: OverviewView | undefined;
    const filters = createFilters(['student', 'split', 'k', 'grader'], (filter) => session.narrow(filter));
    const cells = createCellTable((filter) =>
      session.narrow({ ...session.arrangement().filter, ...filter }, 'texts'),
    );
    const skills = createSkillTable({
      onSort: (sorting) => {
        session.keep({ sorting });
        draw();
      },
      onSkill: (skill) => session.narrow(withFilter(session.arrangement().filter, 'skill', skill), 'texts'),
    });
    const figures = element('div', { class: 'overview-figures' });
    const waiting = element('p', { class: 'quiet', role: 'status' }, 'Working out the figures…');
    const copy = button({
      label: 'Copy as Markdown',
      title: 'Copy the table of results',
      focusKey: 'copy-overview',
      onPress: () => session.post({ kind: 'copy-overview' }),
    });
    const content = element(
      'div',
      { class: 'overview-content' },
      element('div', { class: 'overview-head' }, element('h2', {}, 'Results'), copy),
      cells.element,
      figures,
      element('h2', {}, 'Skills'),
      skills.element,
    );
    const root = element('div', { class: 'overview' }, filters.element, waiting, content);

    function draw(): void {
      if (snapshot === undefined) return;
      const { filter, sorting, tab } = session.arrangement();
      filters.update(snapshot, filter);
      waiting.hidden = overview !== undefined || snapshot.total === 0;
      content.hidden = overview === undefined;
      if (overview === undefined || tab !== overviewTab.id) return;
      skills.update(overview, filter, sorting);
      if (drawn === overview) return;
      drawn = overview;
      cells.update(overview);
      const width = Math.min(Math.max(root.clientWidth - 48, NARROWEST_FIGURE), WIDEST_FIGURE);
      figures.replaceChildren(...overview.figures.map((figure) => figureElement(figure, width)));
    }

    return {
      root,
      scrollers: { overview: root },
      receive(message) {
        if (message.kind === 'snapshot') snapshot = message.snapshot;
        if (message.kind !== 'overview') return;
        overview = message.overview;
        draw();
      },
      draw,
    };
  },
};
