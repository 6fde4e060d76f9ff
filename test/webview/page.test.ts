import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { OverviewView, PanelFilter, PanelSnapshot } from '../../src/protocol/panel.ts';
import {
  emptySnapshot,
  gradedDetail,
  inOverview,
  overviewOf,
  resultsSnapshot,
  sampleView,
} from '../support/snapshots.ts';
import { type OpenOptions, type PageUnderTest, startWorkbench, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
let open: PageUnderTest[] = [];
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterEach(async () => {
  await Promise.all(open.map((under) => under.close()));
  open = [];
});
afterAll(() => workbench.close());

async function openPage(options: OpenOptions = {}): Promise<PageUnderTest> {
  const under = await workbench.open(options);
  open.push(under);
  return under;
}

const results = resultsSnapshot({ skills: 12, samples: 20, total: 500 });

async function openOverview(change: Partial<OverviewView> = {}): Promise<PageUnderTest> {
  const under = await openPage({ snapshot: inOverview(results) });
  await under.sendRaw({ kind: 'overview', overview: { ...overviewOf(12), ...change } });
  return under;
}

test('says that it is ready first, with the view it was left in', async () => {
  const saved = {
    filter: { student: 'author', k: 3, verdict: 'missed' },
    selected: 'sample-4',
    top: 'sample-2',
    tab: 'texts',
  };
  const { posted, page } = await openPage({ saved });
  expect(await posted()).toEqual([{ kind: 'ready', turn: 0, ...saved }]);
  expect(await page.textContent('main')).toBe('Reading the results…');
});

test('starts afresh where the saved state cannot be understood', async () => {
  const { posted } = await openPage({ saved: { filter: 7, selected: {}, tab: 7, sorting: null } });
  expect(await posted()).toEqual([{ kind: 'ready', turn: 0, filter: {}, tab: 'texts' }]);
});

test('tolerates messages of unknown kinds', async () => {
  const { sendRaw, send, page, complaints } = await openPage();
  for (const message of [undefined, null, 7, 'snapshot', { kind: 'later' }, { kind: 'snapshot' }])
    await sendRaw(message);
  await send(results);
  expect(await page.textContent('h1')).toBe('Rhetoric and reasoning');
  expect(await complaints()).toEqual([]);
});

test('tells four kinds of texts apart beside the list that they are counted in, and nowhere else', async () => {
  const { page } = await openPage({ snapshot: results });
  const counts = page.getByRole('list', { name: 'Texts that the filters select' }).getByRole('listitem');
  expect((await counts.allInnerTexts()).map((text) => text.trim())).toEqual([
    '1,148 graded',
    '37 not graded',
    '12 unreadable',
    '3 failed',
  ]);
  await page.getByRole('tab', { name: 'Overview' }).click();
  expect(await counts.count()).toBe(0);
});

test('says beside the figures which filters of the texts they do not go by', async () => {
  const filter = { k: 2, skill: 'metaphor', verdict: 'missed', search: 'red her' } as const;
  const { page, send } = await openPage({ snapshot: withFilter(filter) });
  const note = page.getByText('without effect on the figures here');
  expect(await note.filter({ visible: true }).count(), 'each has a field in Texts').toBe(0);
  for (const [tab, chosen] of [
    ['Overview', 'Skill “metaphor”, Outcome “Missed something”, Search “red her”.'],
    ['Comparison', 'Skill “metaphor”, Outcome “Missed something”, Search “red her”.'],
    ['Graders', 'Skill “metaphor”, Outcome “Missed something”, Search “red her”.'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    const shown = await note.filter({ visible: true }).textContent();
    expect(shown, tab).toBe(`Chosen in Texts, and without effect on the figures here: ${chosen}`);
  }
  await page.getByRole('tab', { name: 'Overview' }).click();
  await send(withFilter({ k: 2 }));
  await page.getByRole('button', { name: 'Clear filters' }).filter({ visible: true }).click();
  expect(await note.filter({ visible: true }).count()).toBe(0);
});

function withFilter(filter: PanelFilter): PanelSnapshot {
  return { ...results, view: { ...results.view, filter } };
}

test('says that figures are worked out though the filters of the texts select none', async () => {
  const { page } = await openPage({
    snapshot: { ...results, total: 0, window: { list: 1, from: 0, rows: [] } },
  });
  for (const [tab, words] of [
    ['Overview', 'Working out the figures…'],
    ['Comparison', 'Working out the comparison…'],
    ['Graders', 'Working out how graders agree…'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    expect(await page.getByText(words).isVisible(), tab).toBe(true);
  }
});

test('tells in the overview how many texts of a row are not graded, and leads to them', async () => {
  const [cell] = overviewOf(12).cells;
  const { page, posted } = await openOverview({
    cells: cell === undefined ? [] : [{ ...cell, ungraded: 37 }],
  });
  await page.getByRole('region', { name: 'Results' }).getByRole('button', { name: '37 not graded' }).click();
  const { k, split } = cell ?? {};
  expect((await posted()).at(-1)).toMatchObject({ tab: 'texts', filter: { k, split, verdict: 'ungraded' } });
});

test('combines filters and asks the host for each change', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  const choose = async (field: string, choice: string) => {
    await page.getByRole('combobox', { name: field, exact: true }).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
  };
  await choose('Student', 'author');
  await choose('Skills per text', 'k = 3');
  await choose('Outcome', 'Missed something');
  await choose('Disagreement', 'Graders disagree');
  await choose('Reviewed by people', 'Not reviewed');
  await choose('Missed criterion', 'sense');
  await choose('Skill', 'metaphor');
  expect((await posted()).at(-1)).toMatchObject({
    kind: 'view',
    filter: {
      student: 'author',
      k: 3,
      verdict: 'missed',
      disagreement: 'graders',
      reviewed: false,
      missed: 'sense',
      skill: 'metaphor',
    },
  });
});

test('asks for what is looked for once the reader has stopped writing', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  const before = (await posted()).length;
  await page.getByRole('searchbox').pressSequentially('red her', { delay: 5 });
  await expect.poll(async () => (await posted()).at(-1)).toMatchObject({ filter: { search: 'red her' } });
  expect((await posted()).slice(before).filter(({ kind }) => kind === 'view').length).toBeLessThan(7);
  await page.getByRole('searchbox').fill('');
  await expect.poll(async () => (await posted()).at(-1)).toMatchObject({ filter: {} });
});

test('takes one filter back by choosing all, and every filter by one button', async () => {
  const filter = { student: 'author', skill: 'metaphor' };
  const { page, posted } = await openPage({ snapshot: { ...results, view: { ...results.view, filter } } });
  await page.getByRole('combobox', { name: 'Student' }).click();
  await page.getByRole('option', { name: 'All students' }).click();
  expect((await posted()).at(-1)).toMatchObject({ filter: { skill: 'metaphor' } });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  expect((await posted()).at(-1)).toMatchObject({ filter: {} });
});

test('shows a filter that the results no longer offer, so that it can be taken back', async () => {
  const filter = { student: 'gone/model' };
  const { page } = await openPage({
    snapshot: { ...emptySnapshot, view: { ...emptySnapshot.view, filter } },
  });
  expect(await page.getByRole('combobox', { name: 'Student' }).textContent()).toContain('gone/model');
  await page.getByRole('button', { name: 'Show all texts' }).waitFor();
});

test('sorts the skills by the column that is pressed, and the other way round when pressed again', async () => {
  const { page } = await openOverview();
  const names = () => page.locator('.skill-name').allInnerTexts();
  const heading = page.getByRole('columnheader', { name: 'Skill', exact: true });
  await heading.getByRole('button').click();
  const ascending = await names();
  expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  await heading.getByRole('button').click();
  expect(await heading.getAttribute('aria-sort')).toBe('descending');
  expect(await names()).toEqual([...ascending].reverse());
});

test('writes the rate and its interval out beside the bar', async () => {
  const skills = [
    { name: 'irony', category: 'literary', tried: 5, earned: 3, rate: 0.6, low: 0.231, high: 0.882 },
    { name: 'litotes', category: 'literary', tried: 0, earned: 0, rate: 0, low: 0, high: 1 },
  ];
  const { page } = await openOverview({ skills });
  const row = (name: string) => page.locator(`tr[data-skill="${name}"]`);
  expect(await row('irony').textContent()).toMatch(/irony[\s\S]*3 of 5[\s\S]*60%[\s\S]*23–88%/);
  expect(await row('litotes').textContent()).toMatch(/litotes[\s\S]*not tried/);
  expect(await page.textContent('.skill-results .method')).toContain('Wilson');
});

test('leads from a row of the overview to its texts, and from a skill to those that hold it', async () => {
  const { page, posted } = await openOverview();
  await page
    .getByRole('row', { name: /local\/mistral.* training 2/u })
    .getByRole('button')
    .first()
    .click();
  expect((await posted()).at(-1)).toMatchObject({
    tab: 'texts',
    filter: { student: 'local/mistral-7b-instruct', split: 'training', k: 2, grader: 'openai/gpt-4o' },
  });
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.locator('.skill-name', { hasText: 'metaphor' }).click();
  expect((await posted()).at(-1)).toMatchObject({ tab: 'texts', filter: { skill: 'metaphor', k: 2 } });
});

test('shows the rates of skills by k as a table, and asks to copy the results', async () => {
  const { page, posted } = await openOverview();
  const heat = page.getByRole('table', { name: 'Skill and k' });
  expect(await heat.getByRole('columnheader').allInnerTexts()).toEqual(['skill', 'k = 1', 'k = 2', 'k = 3']);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  expect((await posted()).at(-1)).toEqual({ kind: 'copy-overview' });
});

test('leads from the numbers of the overview and from a cell of skill and k to just their texts', async () => {
  const { page, posted } = await openOverview();
  const last = async () => (await posted()).findLast((message) => message.kind === 'view');
  const row = page.getByRole('region', { name: 'Results' }).getByRole('row').nth(1);
  await row.getByRole('button').nth(4).click();
  expect(await last()).toMatchObject({ tab: 'texts', filter: { verdict: 'full-marks', k: 1 } });
  await page.getByRole('tab', { name: 'Overview' }).click();
  const heat = page.getByRole('table', { name: 'Skill and k' });
  // The first skill was never tried.
  const skill = await heat.getByRole('rowheader').nth(2).textContent();
  const cells = heat.getByRole('button');
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const { filter } = (await last()) ?? {};
  expect(filter, 'the outcome of before would leave some out').toEqual({
    ...{ student: 'openai/gpt-4o', grader: 'openai/gpt-4o', split: 'training' },
    ...{ skill, k: 2, verdict: 'graded' },
  });
});

test('asks for the figures when the overview comes into sight, and says that they are worked out', async () => {
  const { page, posted, sendRaw } = await openPage({ snapshot: results });
  await page.getByRole('tab', { name: 'Overview' }).click();
  expect((await posted()).at(-1)).toMatchObject({ kind: 'view', tab: 'overview' });
  expect(await page.getByText('Working out the figures…').isVisible()).toBe(true);
  await sendRaw({ kind: 'overview', overview: overviewOf(5) });
  expect(await page.getByText('Working out the figures…').isVisible()).toBe(false);
});

test('asks for the rows that come into sight, once for each part, and keeps the reader at the place', async () => {
  const many = { ...resultsSnapshot({ skills: 12, samples: 100, total: 100_000 }) };
  const { page, posted, sendRaw } = await openPage({ snapshot: many });
  const list = page.getByRole('listbox', { name: 'Texts' });
  expect(await list.getByRole('option').first().getAttribute('aria-setsize')).toBe('100000');
  expect(await list.getByRole('option').count()).toBeLessThan(60);
  await list.focus();
  await page.keyboard.press('End');
  const asked = async () => (await posted()).filter((message) => message.kind === 'rows');
  await expect.poll(async () => (await asked()).at(-1)?.until).toBe(100_000);
  const parts = (await asked()).map(({ from }) => from);
  expect(new Set(parts).size).toBe(parts.length);
  const rows = Array.from({ length: 50 }, (_, at) => sampleView(99_950 + at, 12));
  await sendRaw({ kind: 'rows', window: { list: 1, from: 99_950, rows } });
  const last = page.locator('[data-id=sample-99999]');
  expect(await last.getAttribute('aria-posinset')).toBe('100000');
  await page.keyboard.press('Enter');
  expect((await posted()).at(-1)).toMatchObject({ kind: 'view', selected: 'sample-99999' });
});

test('asks for the sample that is chosen and shows its beginning before the detail comes', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  await page.locator('[data-id=sample-2]').click();
  expect((await posted()).at(-1)).toMatchObject({ kind: 'view', selected: 'sample-2' });
  expect(await page.locator('[data-id=sample-2]').getAttribute('aria-selected')).toBe('true');
  expect(await page.textContent('.sample-text')).toContain('The new machine');
  expect(await page.textContent('article')).toContain('Reading the points…');
});

test('keeps what the reader chose when a late snapshot of an earlier view arrives', async () => {
  const { page, sendRaw } = await openPage({ snapshot: results });
  await page.locator('[data-id=sample-2]').click();
  await sendRaw({ kind: 'snapshot', snapshot: results });
  expect(await page.locator('[data-id=sample-2]').getAttribute('aria-selected')).toBe('true');
});

test('follows the host when it selects a sample of its own accord', async () => {
  const { page, send, saved } = await openPage({ snapshot: results, width: 350 });
  await send({
    ...results,
    view: { ...results.view, selected: 'sample-7' },
    selectedAt: 7,
    detail: gradedDetail(sampleView(7)),
  });
  expect(await page.locator('[data-id=sample-7]').getAttribute('aria-selected')).toBe('true');
  expect(await saved()).toMatchObject({ selected: 'sample-7' });
  const top = await page.evaluate(() => document.querySelector('.detail')?.getBoundingClientRect().top ?? -1);
  expect(top).toBeLessThan(400);
});

test('asks the host to go to the mix and to copy', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  await page.getByRole('button', { name: 'Go to the mix' }).click();
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Export…' }).click();
  const asked = (await posted()).filter(({ kind }) => kind !== 'ready' && kind !== 'rows' && kind !== 'view');
  expect(asked).toEqual([
    { kind: 'reveal', sampleId: 'sample-0' },
    { kind: 'copy', sampleId: 'sample-0' },
    { kind: 'link', sampleId: 'sample-0' },
    { kind: 'export' },
  ]);
});

test('does not go to a mix that is no longer in the file', async () => {
  const detail = { ...gradedDetail(sampleView(0)), inFile: false };
  const { page, posted } = await openPage({ snapshot: { ...results, detail } });
  const button = page.getByRole('button', { name: 'Go to the mix' });
  expect(await button.isDisabled()).toBe(true);
  await button.click({ force: true });
  expect((await posted()).map(({ kind }) => kind)).not.toContain('reveal');
});

test('comes back as it was left: tab, sorting, filter, selection, open parts and the place in the list', async () => {
  const first = await openPage({ snapshot: resultsSnapshot({ total: 5_000 }) });
  await first.page.locator('summary', { hasText: 'Draft of the first turn' }).click();
  await first.page.getByRole('listbox').evaluate((list) => list.scrollTo({ top: 3_000 }));
  await expect.poll(async () => (await first.posted()).at(-1)).toHaveProperty('top');
  const saved = await first.saved();
  const { posted, page, send } = await openPage({ saved });
  const [ready] = await posted();
  if (ready?.kind !== 'ready') throw new Error('The page is not ready.');
  const topAt = Number(ready.top?.replace('sample-', ''));
  expect(topAt).toBeGreaterThan(20);
  await send({
    ...resultsSnapshot({ total: 5_000 }),
    view: { filter: {}, tab: 'texts', selected: 'sample-0', top: `sample-${topAt}` },
    topAt,
  });
  expect(await page.locator('details', { hasText: 'Draft of the' }).getAttribute('open')).toBe('');
  const offset = await page.locator(`[data-id=sample-${topAt}]`).evaluate((row) => {
    const list = row.closest('[role=listbox]');
    return row.getBoundingClientRect().top - (list?.getBoundingClientRect().top ?? 0);
  });
  expect(Math.abs(offset)).toBeLessThan(2);
});

test('draws a whole snapshot anew without losing focus, place or selection of words', async () => {
  const { page, send } = await openPage({ snapshot: resultsSnapshot() });
  const list = page.getByRole('listbox');
  await list.focus();
  await list.evaluate((scrolled) => scrolled.scrollTo({ top: 1_000 }));
  const top = () => page.evaluate(() => document.querySelector('[role=listbox]')?.scrollTop ?? 0);
  await expect.poll(top).toBe(1_000);
  const first = await list.evaluate((scrolled) => {
    const height = scrolled.querySelector('.sample')?.clientHeight ?? 1;
    return Math.floor(scrolled.scrollTop / height);
  });
  await page.evaluate(() =>
    getSelection()?.selectAllChildren(document.querySelector('.sample-text') ?? document.body),
  );
  const changed = resultsSnapshot();
  await send({
    ...changed,
    view: { ...changed.view, top: `sample-${first}` },
    total: 201,
    topAt: first + 1,
    window: { list: 2, from: 0, rows: [{ ...sampleView(900), id: 'newest' }, ...changed.window.rows] },
  });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('The new machine');
  const height = await page.evaluate(() => document.querySelector('.sample')?.clientHeight ?? 0);
  expect(await top()).toBe(1_000 + height);
});

test('announces the step but not every piece of the text that streams in', async () => {
  const { page, send } = await openPage({ snapshot: results });
  const live = { skills: ['irony'], topic: 'Tea', step: 'Writing', text: 'How' };
  await send({ ...results, live });
  await send({ ...results, live: { ...live, text: 'How lovely' } });
  expect(await page.getByText('How lovely').isVisible()).toBe(true);
  const announced = await page.locator('[aria-live], [role=status], [role=alert]').allInnerTexts();
  expect(announced.map((text) => text.trim())).toContain('Writing');
  expect(announced.join()).not.toContain('How');
  await send(results);
  expect(await page.getByText('How lovely').count()).toBe(0);
});

test('keeps what is being written in sight while the page is scrolled', async () => {
  const { page, send } = await openPage({ snapshot: results });
  await page.setViewportSize({ width: 480, height: 600 });
  await page.evaluate(() => scrollTo(0, 400));
  const live = { skills: ['irony'], topic: 'Tea', step: 'Writing', text: 'How lovely' };
  await send({ ...results, live });
  const box = await page.getByText('How lovely').boundingBox();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(300);
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(200);
});

test('shows no turning ring where motion is unwelcome', async () => {
  const live = { skills: ['irony'], topic: 'Tea', step: 'Writing', text: '' };
  const still = await openPage({ snapshot: { ...results, live }, reducedMotion: true });
  expect(await still.page.locator('vscode-progress-ring').count()).toBe(0);
});

test('says what to do where there is nothing to show', async () => {
  const { page, send } = await openPage({ snapshot: emptySnapshot });
  expect(await page.textContent('main')).toContain('choose “Generate and grade” above one of its mixes');
  await send({ ...emptySnapshot, problem: 'The store cannot be opened.' });
  expect(await page.getByRole('alert').first().textContent()).toContain('The store cannot be opened.');
});
