import type { PanelSnapshot, SampleDetail, SampleView } from '../../src/protocol/panel.ts';
import type { Arrangement, Foldable } from '../arrangement.ts';
import { type Child, element } from '../element.ts';
import { tieMarks } from '../emphasis.ts';
import { icon } from '../icon.ts';
import { mixName, stateWords } from '../sampleWords.ts';
import { button } from '../toolkit.ts';
import { evidenceText } from './evidenceText.ts';
import { fold } from './fold.ts';
import { legend } from './legend.ts';
import { roundTable } from './roundTable.ts';
import { stateBadge } from './stateBadge.ts';

export interface Detail {
  readonly element: HTMLElement;
  /** `listed`: the selected sample as the list knows it, if it does. */
  update(snapshot: PanelSnapshot, arrangement: Arrangement, listed: SampleView | undefined): void;
}

export interface DetailActions {
  readonly onReveal: (id: string) => void;
  readonly onCopy: (id: string) => void;
  readonly onLink: (id: string) => void;
  readonly onCorrect: (id: string) => void;
  readonly onFold: (part: Foldable, isOpen: boolean) => void;
}

/** The selected sample: its text with the evidence, and why each point was given. */
export function createDetail(actions: DetailActions): Detail {
  const body = element('div', { class: 'detail-body' });
  let drawn = '';
  return {
    element: body,
    update(snapshot, arrangement, listed) {
      const shown = shownSample(snapshot, arrangement.selected, listed);
      const content = JSON.stringify(shown ?? snapshot.total === 0);
      if (content === drawn) return;
      drawn = content;
      const across = body.querySelector('.table-scroll')?.scrollLeft ?? 0;
      body.replaceChildren(shown === undefined ? nothing(snapshot) : article(shown, arrangement, actions));
      const table = body.querySelector('.table-scroll');
      if (table !== null) table.scrollLeft = across;
    },
  };
}

interface ShownDetail extends SampleDetail {
  /** The host has not sent the detail yet: this is what the list knows already. */
  readonly isAwaited: boolean;
}

function shownSample(
  { detail, window }: PanelSnapshot,
  selected: string | undefined,
  listed: SampleView | undefined,
): ShownDetail | undefined {
  if (detail !== undefined && detail.sample.id === selected) return { ...detail, isAwaited: false };
  const sample = listed ?? window.rows.find(({ id }) => id === selected);
  if (sample === undefined) return undefined;
  return { sample, criteria: [], alarms: [], inFile: false, isAwaited: true };
}

function nothing({ total }: PanelSnapshot): HTMLElement {
  const words =
    total === 0
      ? 'The text of a mix and the reasons for its points appear here.'
      : 'Choose a text in the list to read why each point was given.';
  return element('p', { class: 'empty' }, words);
}

function article(detail: ShownDetail, { open }: Arrangement, actions: DetailActions): HTMLElement {
  const { sample } = detail;
  const built = element(
    'article',
    { class: 'detail', 'aria-labelledby': 'detail-title' },
    heading(sample),
    toolbar(detail, actions),
    alarms(detail.alarms),
    ...textPart(detail),
    detail.criteria.length === 0 ? undefined : element('h3', {}, 'Why each point was given'),
    detail.criteria.length === 0 ? undefined : roundTable(detail.criteria),
    prose('explanation', 'The student’s own explanation', detail.explanation, open, actions),
    prose('draft', 'Draft of the first turn', detail.draft, open, actions),
  );
  tieMarks(built);
  return built;
}

function heading(sample: SampleView): HTMLElement {
  return element(
    'header',
    { class: 'detail-head' },
    element('h2', { id: 'detail-title' }, mixName(sample.skills)),
    element(
      'p',
      { class: 'facts' },
      stateBadge(sample),
      element(
        'span',
        {},
        `on ${sample.topic} · k = ${sample.k} · split: ${sample.split} · ${sample.student} · text ${sample.generation}`,
      ),
    ),
  );
}

function isText({ state }: SampleView): boolean {
  return state !== 'unreadable' && state !== 'failed';
}

function toolbar({ sample, inFile, isAwaited }: ShownDetail, actions: DetailActions): HTMLElement {
  return element(
    'div',
    { class: 'toolbar' },
    button({
      label: 'Go to the mix',
      title:
        inFile || isAwaited
          ? 'Show this mix in the skillset file'
          : 'This mix is no longer in the skillset file',
      isPrimary: true,
      isDisabled: !inFile,
      focusKey: 'reveal',
      onPress: () => actions.onReveal(sample.id),
    }),
    button({
      label: 'Copy as Markdown',
      title: 'Copy the text with its points and reasons',
      focusKey: 'copy',
      onPress: () => actions.onCopy(sample.id),
    }),
    button({
      label: 'Copy link',
      title: 'Copy an address that opens the editor at this text',
      focusKey: 'link',
      onPress: () => actions.onLink(sample.id),
    }),
    isText(sample)
      ? button({
          label: 'Correct the verdict',
          title: 'Say which points you would give: it is kept beside those of the graders',
          focusKey: 'correct',
          onPress: () => actions.onCorrect(sample.id),
        })
      : undefined,
  );
}

function alarms(messages: readonly string[]): HTMLElement | undefined {
  if (messages.length === 0) return undefined;
  return element(
    'ul',
    { class: 'alarms', 'aria-label': 'Alarms' },
    ...messages.map((message) => element('li', {}, icon('warning'), element('span', {}, message))),
  );
}

function textPart(detail: ShownDetail): Child[] {
  const { sample, criteria } = detail;
  if (sample.state === 'unreadable' || sample.state === 'failed')
    return [
      element('h3', {}, 'No text'),
      element('p', {}, `${stateWords(sample).explanation}.`),
      element('p', { class: 'why' }, sample.text),
    ];
  return [
    element('h3', {}, 'Text'),
    criteria.length === 0 ? undefined : legend(criteria),
    evidenceText(detail),
    detail.isAwaited ? element('p', { class: 'quiet' }, 'Reading the points…') : undefined,
    sample.state === 'ungraded'
      ? element('p', { class: 'hint' }, 'Not graded yet. Choose “Grade” above the mix in the skillset file.')
      : undefined,
  ];
}

function prose(
  part: Foldable,
  title: string,
  text: string | undefined,
  open: Arrangement['open'],
  actions: DetailActions,
): HTMLElement | undefined {
  if (text === undefined || text === '') return undefined;
  return fold({
    title: element('span', { class: 'fold-title' }, title),
    isOpen: open[part],
    focusKey: part,
    content: element('p', { class: 'prose' }, text),
    onFold: (isOpen) => actions.onFold(part, isOpen),
  });
}
