import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { emptySnapshot, gradedDetail, resultsSnapshot, sampleView } from '../support/snapshots.ts';
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

test('says that it is ready first, with the view it was left in', async () => {
  const saved = { filter: { student: 'author', k: 3, missedOnly: true }, selected: 'sample-4', limit: 400 };
  const { posted, page } = await openPage({ saved });
  expect(await posted()).toEqual([{ kind: 'ready', ...saved }]);
  expect(await page.textContent('main')).toBe('Reading the results…');
});

test('starts afresh where the saved state cannot be understood', async () => {
  const { posted } = await openPage({ saved: { filter: 7, selected: {}, limit: 'many', sorting: null } });
  expect(await posted()).toEqual([{ kind: 'ready', filter: {}, limit: 200 }]);
});

test('tolerates messages of unknown kinds', async () => {
  const { sendRaw, send, page, complaints } = await openPage();
  for (const message of [undefined, null, 7, 'snapshot', { kind: 'later' }, { kind: 'snapshot' }])
    await sendRaw(message);
  await send(results);
  expect(await page.textContent('h1')).toBe('Rhetoric and reasoning');
  expect(await complaints()).toEqual([]);
});

test('tells four kinds of texts apart in the header', async () => {
  const { page } = await openPage({ snapshot: results });
  const counts = await page.locator('.count').allInnerTexts();
  expect(counts.map((text) => text.trim())).toEqual([
    '1,148 graded',
    '37 not graded',
    '12 unreadable',
    '3 failed',
  ]);
});

test('combines filters and asks the host for each change', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  await page.getByRole('combobox', { name: 'Student' }).click();
  await page.getByRole('option', { name: 'author', exact: true }).click();
  await page.getByRole('combobox', { name: 'Skills per text' }).click();
  await page.getByRole('option', { name: 'k = 3', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Missed only' }).click();
  await page.getByRole('button', { name: 'metaphor' }).first().click();
  const last = (await posted()).at(-1);
  expect(last).toMatchObject({
    kind: 'view',
    filter: { student: 'author', k: 3, missedOnly: true, skill: 'metaphor' },
  });
});

test('takes one filter back by choosing all, and every filter by one button', async () => {
  const filter = { student: 'author', skill: 'metaphor' };
  const { page, posted } = await openPage({ snapshot: { ...results, filter } });
  await page.getByRole('combobox', { name: 'Student' }).click();
  await page.getByRole('option', { name: 'All students' }).click();
  expect((await posted()).at(-1)).toMatchObject({ filter: { skill: 'metaphor' } });
  await page.getByRole('button', { name: 'Clear filters' }).click();
  expect((await posted()).at(-1)).toMatchObject({ filter: {} });
});

test('shows a filter that the results no longer offer, so that it can be taken back', async () => {
  const filter = { student: 'gone/model' };
  const { page } = await openPage({ snapshot: { ...emptySnapshot, filter } });
  expect(await page.getByRole('combobox', { name: 'Student' }).textContent()).toContain('gone/model');
  await page.getByRole('button', { name: 'Show all texts' }).waitFor();
});

test('sorts the skills by the column that is pressed, and the other way round when pressed again', async () => {
  const { page } = await openPage({ snapshot: results });
  const names = () => page.locator('.skill-name').allInnerTexts();
  const heading = page.getByRole('columnheader', { name: 'Skill' });
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
  const { page } = await openPage({ snapshot: { ...results, skills } });
  const row = (name: string) => page.locator(`tr[data-skill="${name}"]`);
  expect(await row('irony').textContent()).toMatch(/irony[\s\S]*3 of 5[\s\S]*60%[\s\S]*23–88%/);
  expect(await row('litotes').textContent()).toMatch(/litotes[\s\S]*not tried/);
  expect(await page.textContent('.method')).toContain('Wilson');
});

test('asks for more samples and moves the focus to the first of them', async () => {
  const { page, posted, send } = await openPage({ snapshot: results });
  await page.getByRole('button', { name: 'Show 200 more' }).press('Enter');
  expect((await posted()).at(-1)).toMatchObject({ kind: 'view', limit: 220 });
  await send({ ...resultsSnapshot({ skills: 12, samples: 220, total: 500 }), limit: 220 });
  expect(await page.locator(':focus').getAttribute('data-id')).toBe('sample-20');
});

test('asks for the sample that is chosen and shows its text before the detail comes', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  await page.locator('[data-id=sample-2]').click();
  expect((await posted()).at(-1)).toMatchObject({ kind: 'view', selected: 'sample-2' });
  expect(await page.locator('[data-id=sample-2]').getAttribute('aria-selected')).toBe('true');
  expect(await page.textContent('.sample-text')).toContain('The new machine');
  expect(await page.textContent('article')).toContain('Reading the points…');
});

test('keeps what the reader chose when a late snapshot of an earlier view arrives', async () => {
  const { page, send } = await openPage({ snapshot: results });
  await page.locator('[data-id=sample-2]').click();
  await page.getByRole('checkbox', { name: 'Missed only' }).click();
  await send(results);
  expect(await page.locator('[data-id=sample-2]').getAttribute('aria-selected')).toBe('true');
  expect(await page.getByRole('checkbox', { name: 'Missed only' }).isChecked()).toBe(true);
});

test('follows the host when it selects a sample of its own accord', async () => {
  const { page, send, saved } = await openPage({ snapshot: results, width: 350 });
  await send({ ...results, detail: gradedDetail(sampleView(7)) });
  expect(await page.locator('[data-id=sample-7]').getAttribute('aria-selected')).toBe('true');
  expect(await saved()).toMatchObject({ selected: 'sample-7' });
  const top = await page.evaluate(() => document.querySelector('.detail')?.getBoundingClientRect().top ?? -1);
  expect(top).toBeLessThan(400);
});

test('asks the host to go to the mix and to copy', async () => {
  const { page, posted } = await openPage({ snapshot: results });
  await page.getByRole('button', { name: 'Go to the mix' }).click();
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  expect((await posted()).slice(1)).toEqual([
    { kind: 'reveal', sampleId: 'sample-0' },
    { kind: 'copy', sampleId: 'sample-0' },
  ]);
});

test('does not go to a mix that is no longer in the file', async () => {
  const detail = { ...gradedDetail(sampleView(0)), inFile: false };
  const { page, posted } = await openPage({ snapshot: { ...results, detail } });
  const button = page.getByRole('button', { name: 'Go to the mix' });
  expect(await button.isDisabled()).toBe(true);
  await button.click({ force: true });
  expect((await posted()).map(({ kind }) => kind)).toEqual(['ready']);
});

test('comes back as it was left: sorting, filter, selection, open parts and scroll positions', async () => {
  const first = await openPage({ snapshot: resultsSnapshot() });
  await first.page.getByRole('columnheader', { name: 'Earned' }).getByRole('button').click();
  await first.page.locator('summary', { hasText: 'Draft of the first turn' }).click();
  for (const place of ['.lists > .fold:nth-child(1) .scroller', '.lists > .fold:nth-child(2) .scroller'])
    await first.page.evaluate((selector) => {
      const scroller = document.querySelector(selector);
      const rest = new Promise((resolve) => scroller?.addEventListener('scrollend', resolve, { once: true }));
      scroller?.scrollTo({ top: 250 });
      return rest;
    }, place);
  const saved = await first.saved();
  const second = await openPage({ saved, snapshot: resultsSnapshot() });
  expect(await second.page.getByRole('columnheader', { name: 'Earned' }).getAttribute('aria-sort')).toBe(
    'ascending',
  );
  expect(await second.page.locator('details', { hasText: 'Draft of the' }).getAttribute('open')).toBe('');
  const tops = () => [...document.querySelectorAll('.scroller')].map(({ scrollTop }) => scrollTop);
  expect(await second.page.evaluate(tops)).toEqual([250, 250]);
});

test('draws a whole snapshot anew without losing focus, scroll position or selection of words', async () => {
  const { page, send } = await openPage({ snapshot: resultsSnapshot() });
  await page.locator('[data-id=sample-30]').focus();
  const before = await page.evaluate(() => document.querySelectorAll('.scroller')[1]?.scrollTop);
  await page.evaluate(() =>
    getSelection()?.selectAllChildren(document.querySelector('.sample-text') ?? document.body),
  );
  const changed = resultsSnapshot();
  const samples = changed.samples.map((sample) =>
    sample.id === 'sample-30' ? { ...sample, topic: 'Tea' } : sample,
  );
  await send({ ...changed, samples: [{ ...sampleView(900), id: 'newest' }, ...samples] });
  expect(await page.locator(':focus').textContent()).toContain('on Tea');
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('The new machine');
  expect(
    await page.evaluate(() => document.querySelectorAll('.scroller')[1]?.scrollTop),
  ).toBeGreaterThanOrEqual(before ?? 0);
});

test('announces the step but not every piece of the text that streams in', async () => {
  const { page, send } = await openPage({ snapshot: results });
  const live = { skills: ['irony'], topic: 'Tea', step: 'Writing', text: 'How' };
  await send({ ...results, live });
  await send({ ...results, live: { ...live, text: 'How lovely' } });
  expect(await page.getByText('How lovely').isVisible()).toBe(true);
  const announced = await page.locator('[aria-live], [role=status], [role=alert]').allInnerTexts();
  expect(announced.map((text) => text.trim()).filter((text) => text !== '')).toEqual(['Writing']);
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

test('lists a thousand samples and lays out only those in sight', async () => {
  const { page } = await openPage({ snapshot: resultsSnapshot({ samples: 1000 }) });
  expect(await page.locator('.sample').count()).toBe(1000);
  const skipped = await page.evaluate(
    () =>
      [...document.querySelectorAll('.sample-skills')].filter(
        (part) => !part.checkVisibility({ contentVisibilityAuto: true }),
      ).length,
  );
  expect(skipped).toBeGreaterThan(900);
});
