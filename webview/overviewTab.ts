import type { PanelSnapshot } from '../src/protocol/panel.ts';
import { withFilter } from './arrangement.ts';
import { element } from './element.ts';
import { createSkillTable } from './parts/skillTable.ts';
import type { Tab } from './tab.ts';

/** The figures, from which one comes to the texts behind them. */
export const overviewTab: Tab = {
  id: 'overview',
  label: 'Overview',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    const skills = createSkillTable({
      onSort: (sorting) => {
        session.keep({ sorting });
        draw();
      },
      onSkill: (skill) =>
        session.ask({ filter: withFilter(session.arrangement().filter, 'skill', skill), tab: 'texts' }),
    });

    function draw(): void {
      if (snapshot === undefined) return;
      const { filter, sorting } = session.arrangement();
      skills.update(snapshot, filter, sorting);
    }

    const root = element('div', { class: 'overview' }, skills.element);
    return {
      root,
      scrollers: { overview: root },
      receive(message) {
        if (message.kind === 'snapshot') snapshot = message.snapshot;
      },
      draw,
    };
  },
};
