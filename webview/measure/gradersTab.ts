import type { AlarmView, GraderAlarmsView, GradersPart, GradersView } from '../../src/protocol/measure.ts';
import type { PanelSnapshot } from '../../src/protocol/panel.ts';
import { element } from '../element.ts';
import { hasTexts } from '../hasTexts.ts';
import { createFigureArea } from '../parts/figureArea.ts';
import { createFilters } from '../parts/filters.ts';
import { foldedTable, plainTable } from '../parts/plainTable.ts';
import { mixName } from '../sampleWords.ts';
import { showText } from '../showText.ts';
import type { Tab } from '../tab.ts';
import { createMeasured, isMeasureMessage } from './measured.ts';
import { scopeOf } from './scopeOf.ts';

const ID = 'graders';

/** Whether the graders can be believed: with each other, with people, with themselves; and what casts doubt on them. */
export const gradersTab: Tab = {
  id: ID,
  label: 'Graders',
  create(session) {
    let snapshot: PanelSnapshot | undefined;
    let [isStale, areAlarmsStale] = [false, false];
    let drawn: GradersView | undefined;
    let drawnAlarms: readonly GraderAlarmsView[] | undefined;
    const post = session.post;
    const [graders, alarms] = [createMeasured('graders', post), createMeasured('alarms', post)];
    const filters = createFilters(['student', 'split', 'k'], (filter) => session.narrow(filter));
    const status = element('p', { class: 'quiet', role: 'status' });
    const parts = element('div', { class: 'measure-content' });
    const alarmStatus = element('p', { class: 'quiet', role: 'status' });
    const alarmList = element('div', { class: 'measure-content' });
    const root = element(
      'div',
      { class: 'measure' },
      filters.element,
      status,
      parts,
      element('h2', {}, 'Alarms'),
      alarmStatus,
      alarmList,
    );

    function ask(): void {
      const { filter, isCorrected = false } = session.arrangement();
      const scope = scopeOf(filter, ['student', 'split', 'k'], isCorrected);
      graders.ask({ measure: 'graders', scope }, isStale);
      isStale = false;
    }

    /** They take the longest: not before the figures are there. They are about what graders say, not about verdicts. */
    function askForAlarms(): void {
      const scope = scopeOf(session.arrangement().filter, ['student', 'split', 'k'], false);
      alarms.ask({ measure: 'alarms', scope }, areAlarmsStale);
      areAlarmsStale = false;
    }

    function draw(): void {
      if (snapshot === undefined) return;
      filters.update(snapshot, session.arrangement().filter);
      const [view, found] = [graders.view(), alarms.view()];
      const shown = view?.measure === 'graders' ? view.graders : undefined;
      const shownAlarms = found?.measure === 'alarms' ? found.alarms : undefined;
      const isEmpty = !hasTexts(snapshot);
      status.textContent = waitingWords(
        shown,
        graders.isWorking(),
        isEmpty,
        'Working out how graders agree…',
      );
      alarmStatus.textContent = waitingWords(
        shownAlarms,
        alarms.isWorking(),
        isEmpty,
        'Reading what the graders say…',
      );
      if (shown !== undefined && shown !== drawn) {
        drawn = shown;
        drawParts(parts, shown);
      }
      if (shownAlarms === undefined || shownAlarms === drawnAlarms) return;
      drawnAlarms = shownAlarms;
      alarmList.replaceChildren(
        ...shownAlarms.map((each) => graderAlarms(each, (id) => showText(session, id))),
      );
    }

    return {
      root,
      scrollers: { graders: root },
      receive(message) {
        if (message.kind === 'snapshot') {
          snapshot = message.snapshot;
          [isStale, areAlarmsStale] = [true, true];
        }
        if (!isMeasureMessage(message)) return;
        const isAnswered = graders.receive(message);
        if (isAnswered && message.kind === 'measure-view') askForAlarms();
        if (alarms.receive(message) || isAnswered) draw();
      },
      draw() {
        if (session.arrangement().tab !== ID) return;
        ask();
        draw();
      },
    };
  },
};

function waitingWords(shown: unknown, isWorking: boolean, isEmpty: boolean, words: string): string {
  if (isEmpty && shown === undefined) return 'No text has been written yet.';
  return isWorking || shown === undefined ? words : '';
}

function drawParts(place: HTMLElement, { parts }: GradersView): void {
  const built = parts.map((part) => ({ part, figures: createFigureArea() }));
  place.replaceChildren(...built.map(({ part, figures }) => partElement(part, figures.element)));
  for (const { part, figures } of built) figures.update(part.figures);
}

function partElement({ title, tables, folded, notes }: GradersPart, figures: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'measure-part' },
    element('h2', {}, title),
    figures,
    ...tables.map((table) => plainTable(table)),
    ...folded.map((table) => foldedTable(table)),
    ...notes.map((note) => element('p', { class: 'method' }, note)),
  );
}

function graderAlarms({ grader, alarms }: GraderAlarmsView, onText: (id: string) => void): HTMLElement {
  return element(
    'section',
    { class: 'measure-part' },
    element('h3', {}, grader),
    ...alarms.map((alarm) => alarmElement(alarm, onText)),
  );
}

function alarmElement(
  { label, count, of, texts, total }: AlarmView,
  onText: (id: string) => void,
): HTMLElement {
  const words = `${label}: ${count.toLocaleString('en')} of ${of.toLocaleString('en')}`;
  if (texts.length === 0) return element('p', { class: 'quiet' }, words);
  return element(
    'details',
    { class: 'folded-table' },
    element('summary', {}, words),
    element(
      'ul',
      { class: 'alarm-texts' },
      ...texts.map(({ id, skills, topic }) => {
        const lead = element(
          'button',
          { type: 'button', class: 'lead', title: 'Show this text' },
          `${mixName(skills)} / ${topic}`,
        );
        lead.addEventListener('click', () => onText(id));
        return element('li', {}, lead);
      }),
    ),
    total > texts.length
      ? element('p', { class: 'quiet' }, `The first ${texts.length} of ${total.toLocaleString('en')} texts.`)
      : undefined,
  );
}
