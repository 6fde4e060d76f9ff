import type { OverviewView, PanelSnapshot } from '../src/protocol/panel.ts';
import { withFilter } from './arrangement.ts';
import { element } from './element.ts';
import { hasTexts } from './hasTexts.ts';
import { createCellTable } from './parts/cellTable.ts';
import { createFigureArea } from './parts/figureArea.ts';
import { createFilters } from './parts/filters.ts';
import { plainTable } from './parts/plainTable.ts';
import { createSkillTable } from './parts/skillTable.ts';
import { showTextsBy } from './showTexts.ts';
import type { Tab } from './tab.ts';
import { button } from './toolkit.ts';

const FILTERS = ['student', 'split', 'k', 'grader'] as const;

/** The figures, from which one comes to the texts behind them. */
export const overviewTab: Tab = {
  id: 'overview',
  label: 'Overview',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    let overview: OverviewView | undefined;
    let drawn: OverviewView | undefined;
    const filters = createFilters(FILTERS, (filter) => session.narrow(filter));
    const onTexts = showTextsBy(session, FILTERS);
    const cells = createCellTable(onTexts);
    const skills = createSkillTable({
      onSort: (sorting) => {
        session.keep({ sorting });
        draw();
      },
      onSkill: (skill) =>
        skill === undefined
          ? session.narrow(withFilter(session.arrangement().filter, 'skill', skill), 'texts')
          : onTexts({ skill }),
    });
    const figures = createFigureArea(onTexts);
    const novelty = element('div', { class: 'overview-novelty' });
    const waiting = element('p', { class: 'quiet', role: 'status' }, 'Working out the figures…');
    const copy = button({
      label: 'Copy as Markdown',
      title: 'Copy the table of results',
      focusKey: 'copy-overview',
      onPress: () => session.post({ kind: 'copy-overview' }),
    });
    const copyTable = button({
      label: 'Copy Table…',
      title: 'Copy a table of the study as Markdown, LaTeX or CSV, with where it comes from',
      focusKey: 'copy-table',
      onPress: () => session.post({ kind: 'copy-table' }),
    });
    const exportReport = button({
      label: 'Export Report…',
      title: 'Write everything as one page with figures that needs no network',
      focusKey: 'export-report',
      onPress: () => session.post({ kind: 'export-report' }),
    });
    const content = element(
      'div',
      { class: 'overview-content' },
      element(
        'div',
        { class: 'overview-head' },
        element('h2', {}, 'Results'),
        element('div', { class: 'toolbar' }, copy, copyTable, exportReport),
      ),
      cells.element,
      figures.element,
      novelty,
      element('h2', {}, 'Skills'),
      skills.element,
    );
    const root = element('div', { class: 'overview' }, filters.element, waiting, content);

    function draw(): void {
      if (snapshot === undefined) return;
      const { filter, sorting, tab } = session.arrangement();
      filters.update(snapshot, filter);
      waiting.hidden = overview !== undefined || !hasTexts(snapshot);
      content.hidden = overview === undefined;
      if (overview === undefined || tab !== overviewTab.id) return;
      skills.update(overview, filter, sorting);
      if (drawn === overview) return;
      drawn = overview;
      cells.update(overview);
      figures.update(overview.figures);
      novelty.replaceChildren(...(overview.novelty === undefined ? [] : [plainTable(overview.novelty)]));
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
