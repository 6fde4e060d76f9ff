import type {
  ComparedStudents,
  ComparisonView,
  GraderComparisonView,
  MeasureScope,
} from '../../src/protocol/measure.ts';
import type { PanelSnapshot } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { hasTexts } from '../hasTexts.ts';
import { createFigureArea } from '../parts/figureArea.ts';
import { createFilters } from '../parts/filters.ts';
import { foldedTable, plainTable } from '../parts/plainTable.ts';
import { showText } from '../showText.ts';
import { showTextsBy } from '../showTexts.ts';
import type { Tab } from '../tab.ts';
import { dropdown } from '../toolkit.ts';
import { createFlips, type Flips } from './flips.ts';
import { createMeasured, isMeasureMessage } from './measured.ts';
import { scopeOf } from './scopeOf.ts';

const ID = 'comparison';
const FILTERS = ['split', 'k', 'grader'] as const;

/** Two students on the same mixes: how much better one is, whether that is chance, and which mixes changed. */
export const comparisonTab: Tab = {
  id: ID,
  label: 'Comparison',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    let isStale = false;
    let drawn: ComparisonView | undefined;
    let flips: readonly Flips[] = [];
    const measured = createMeasured('comparison', (message) => session.post(message));
    const filters = createFilters(FILTERS, (filter) => session.narrow(filter));
    const onTexts = showTextsBy(session, FILTERS);
    const students = element('div', { class: 'filter-fields' });
    const status = element('p', { class: 'quiet', role: 'status' });
    const content = element('div', { class: 'measure-content' });
    const root = element(
      'div',
      { class: 'measure' },
      element('div', { class: 'filters compared' }, students),
      filters.element,
      status,
      content,
    );

    function compared(): ComparedStudents | undefined {
      return readCompared(session.savedOf(ID));
    }

    function choose(change: Partial<ComparedStudents>): void {
      const now = drawn?.compared;
      if (now === undefined) return;
      // Who is chosen for one side leaves the other.
      const { base, tuned } = { ...now, ...change };
      const next = base !== tuned ? { base, tuned } : { base: now.tuned, tuned: now.base };
      session.save(ID, next);
      ask();
    }

    function ask(): void {
      const { filter, isCorrected = false } = session.arrangement();
      const wish = compared();
      const scope: MeasureScope = scopeOf(filter, FILTERS, isCorrected);
      measured.ask(
        { measure: 'comparison', scope, ...(wish === undefined ? {} : { compared: wish }) },
        isStale,
      );
      isStale = false;
    }

    function draw(): void {
      if (snapshot === undefined) return;
      const view = measured.view();
      const shown = view?.measure === 'comparison' ? view.comparison : undefined;
      filters.update(snapshot, session.arrangement().filter);
      status.textContent = statusWords(shown, measured.isWorking(), !hasTexts(snapshot));
      content.setAttribute('aria-busy', String(measured.isWorking()));
      if (shown === undefined || shown === drawn) return;
      drawn = shown;
      drawStudents(shown);
      drawContent(shown);
    }

    function drawStudents({ students: names, compared: chosen }: ComparisonView): void {
      const choices = names.map((name) => ({ value: name, label: name }));
      const field = (label: string, value: string, onChange: (name: string) => void) =>
        element(
          'div',
          { class: 'filter' },
          element('span', { class: 'filter-label', 'aria-hidden': 'true' }, label),
          dropdown({ label, choices, value, onChange }).element,
        );
      students.replaceChildren(
        ...(chosen === undefined
          ? []
          : [
              field('From', chosen.base, (base) => choose({ base })),
              field('To', chosen.tuned, (tuned) => choose({ tuned })),
            ]),
      );
    }

    function drawContent({ compared: chosen, graders, method }: ComparisonView): void {
      const { filter, isCorrected = false } = session.arrangement();
      const scope = scopeOf(filter, FILTERS, isCorrected);
      const compare = (grader: GraderComparisonView, names: ComparedStudents) => ({
        grader,
        flips: createFlips(
          grader,
          { ...names, scope },
          {
            post: (message) => session.post(message),
            show: (id) => showText(session, id),
          },
        ),
        figures: createFigureArea(),
      });
      const built = chosen === undefined ? [] : graders.map((grader) => compare(grader, chosen));
      flips = built.map((each) => each.flips);
      content.replaceChildren(
        ...built.map(({ grader, flips: changed, figures }) =>
          element(
            'section',
            { class: 'measure-part' },
            element('h2', {}, `Graded by ${grader.grader}`),
            figures.element,
            ...grader.tables.map((table) => plainTable(table, onTexts)),
            ...grader.folded.map((table) => foldedTable(table, onTexts)),
            changed.element,
          ),
        ),
        element('p', { class: 'method' }, method),
      );
      for (const { grader, figures } of built) figures.update(grader.figures);
    }

    return {
      root,
      scrollers: { comparison: root },
      receive(message) {
        if (message.kind === 'snapshot') {
          snapshot = message.snapshot;
          isStale = true;
        }
        if (!isMeasureMessage(message)) return;
        for (const each of flips) each.receive(message);
        if (measured.receive(message)) draw();
      },
      draw() {
        if (session.arrangement().tab !== ID) return;
        ask();
        draw();
      },
    };
  },
};

function statusWords(shown: ComparisonView | undefined, isWorking: boolean, isEmpty: boolean): string {
  if (isEmpty && shown === undefined) return 'No text has been written yet.';
  if (isWorking || shown === undefined) return 'Working out the comparison…';
  if (shown.compared === undefined) return 'There are no two students to compare yet.';
  if (shown.graders.length === 0) return 'No grader has graded texts of both students.';
  return '';
}

/** As an earlier page may have kept it. */
function readCompared(saved: unknown): ComparedStudents | undefined {
  if (typeof saved !== 'object' || saved === null || !('base' in saved) || !('tuned' in saved))
    return undefined;
  const { base, tuned } = saved;
  return typeof base === 'string' && typeof tuned === 'string' ? { base, tuned } : undefined;
}
