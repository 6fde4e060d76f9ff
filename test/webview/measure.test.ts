import { mkdirSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeasureFromPage, MeasureToPage } from '../../src/protocol/measure.ts';
import { alarms, answerOf, comparison, gainedFlips, graders, textsOf } from '../support/measureViews.ts';
import { inOverview, overviewOf, resultsSnapshot } from '../support/snapshots.ts';
import {
  type OpenOptions,
  type PageUnderTest,
  startWorkbench,
  themes,
  type Workbench,
} from './pageUnderTest.ts';

let workbench: Workbench;
beforeAll(async () => {
  mkdirSync('test-results/webview', { recursive: true });
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const GRADER = 'lab/judge';

/** The page with one of the tabs in sight, and what it has asked about. */
async function opened(tab: string, options: OpenOptions = {}) {
  const snapshot = resultsSnapshot({ skills: 6, samples: 6 });
  const under = await workbench.open({
    snapshot: { ...snapshot, view: { ...snapshot.view, tab } },
    ...options,
  });
  return { ...under, answer: (message: MeasureToPage) => under.sendRaw(message) };
}

async function asked(under: PageUnderTest): Promise<MeasureFromPage[]> {
  const posted: readonly { readonly kind: string }[] = await under.posted();
  return posted.filter((message): message is MeasureFromPage => message.kind.startsWith('measure-'));
}

async function turnOf(under: PageUnderTest, measure: string): Promise<number> {
  const turns = (await asked(under)).flatMap((message) =>
    message.kind === 'measure-ask' && message.question.measure === measure ? message.turn : [],
  );
  return Math.max(0, ...turns);
}

/** The comparison with the texts of the first mix that gained. */
async function openedFlip(options: OpenOptions = {}) {
  const under = await opened('comparison', options);
  await under.answer(answerOf(comparison, await turnOf(under, 'comparison')));
  const ofGrader = under.page.getByRole('region', { name: `Mixes that changed, graded by ${GRADER}` });
  await ofGrader.getByRole('button', { name: /gained full marks/u }).click();
  const wish = (await asked(under)).find(({ kind }) => kind === 'measure-flips');
  if (wish?.kind !== 'measure-flips') throw new Error('The page asked for no mixes');
  const { kind, from, ...of } = wish;
  await under.answer({ kind, of, from, flips: gainedFlips(GRADER) });
  return { under, ofGrader, wish };
}

test('the comparison tells who waits, and then the differences with their tests', async () => {
  const under = await opened('comparison');
  await under.answer({ kind: 'measure-working', measure: 'comparison', turn: 1 });
  const { page } = under;
  expect(await page.getByText('Working out the comparison…').isVisible()).toBe(true);
  await under.answer(answerOf(comparison, await turnOf(under, 'comparison')));
  expect(await page.getByText('Working out the comparison…').isVisible()).toBe(false);
  const table = page.getByRole('table', { name: `Full marks, graded by ${GRADER}` });
  expect(await table.getByRole('columnheader').allTextContents()).toEqual([
    ...['split', 'k', 'mixes', 'full marks: lab/base', 'lab/tuned', 'difference', 'p', 'q', 'bounds'],
  ]);
  expect(await table.getByRole('row').count()).toBe(10);
  await under.close();
});

test('each figure of the comparison leads to the texts behind it, by the keyboard too', async () => {
  const under = await opened('comparison');
  await under.answer(answerOf(comparison, await turnOf(under, 'comparison')));
  const { page } = under;
  const table = page.getByRole('table', { name: `Full marks, graded by ${GRADER}` });
  const row = table.getByRole('row').nth(2);
  const [split, k] = await row.locator('th, td').allTextContents();
  await row.getByRole('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect((await under.posted()).at(-1)).toMatchObject({
    kind: 'view',
    tab: 'texts',
    filter: {
      ...{ grader: GRADER, student: 'lab/base', verdict: 'full-marks' },
      ...(split === 'all splits' ? {} : { split }),
      ...(k === 'all k' ? {} : { k: Number(k) }),
    },
  });
  await under.close();
});

test('the keyboard leads from a change to the texts of both students, and on to their reasons', async () => {
  const { under, ofGrader } = await openedFlip();
  const { page } = under;
  const rows = ofGrader.locator('.flip');
  expect(await rows.count()).toBe(gainedFlips(GRADER).length);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const wish = (await asked(under)).find(({ kind }) => kind === 'measure-texts');
  if (wish?.kind !== 'measure-texts') throw new Error('The page asked for no texts');
  await under.answer(textsOf(wish.of));
  for (const student of ['lab/base', 'lab/tuned'])
    expect(await ofGrader.getByRole('region', { name: `Texts by ${student}` }).textContent()).toContain(
      `A text by ${student}`,
    );
  expect(await rows.nth(1).getAttribute('aria-pressed')).toBe('true');
  expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
  await ofGrader.getByRole('button', { name: 'Show Reasons' }).last().click();
  expect((await under.posted()).at(-1)).toMatchObject({
    selected: wish.of.tuned[0],
    tab: 'texts',
    filter: {},
  });
  await under.close();
});

test('another student is compared when one is chosen, and the choice is kept', async () => {
  const under = await opened('comparison');
  await under.answer(answerOf(comparison, await turnOf(under, 'comparison')));
  await under.page.getByRole('combobox', { name: 'From' }).click();
  await under.page.getByRole('option', { name: 'lab/tuned' }).first().click();
  expect((await asked(under)).at(-1)).toMatchObject({
    kind: 'measure-ask',
    question: { compared: { base: 'lab/tuned', tuned: 'lab/base' } },
  });
  expect(await under.saved()).toMatchObject({ ofTabs: { comparison: { base: 'lab/tuned' } } });
  await under.close();
});

test('a switch that is there when people have reviewed asks for their corrections in every tab', async () => {
  const under = await opened('comparison');
  const corrections = under.page.getByRole('checkbox', { name: /people’s corrections/u });
  expect(await corrections.count()).toBe(0);
  const snapshot = { ...resultsSnapshot({ skills: 6, samples: 7 }), reviewed: 12 };
  await under.send({ ...snapshot, view: { ...snapshot.view, tab: 'comparison' } });
  await corrections.click();
  const view = (await under.posted()).findLast(({ kind }) => kind === 'view');
  expect(view).toMatchObject({ isCorrected: true });
  expect((await asked(under)).at(-1)).toMatchObject({ question: { scope: { isCorrected: true } } });
  await under.page.getByRole('tab', { name: 'Graders' }).click();
  expect((await asked(under)).at(-1)).toMatchObject({
    question: { measure: 'graders', scope: { isCorrected: true } },
  });
  await under.page.getByRole('tab', { name: 'Texts' }).click();
  expect(await corrections.isChecked()).toBe(true);
  await under.close();
});

test('results that have changed are asked for anew, with the key of what the page has', async () => {
  const under = await opened('comparison');
  const turn = await turnOf(under, 'comparison');
  await under.answer(answerOf(comparison, turn));
  const snapshot = resultsSnapshot({ skills: 6, samples: 7 });
  await under.send({ ...snapshot, view: { ...snapshot.view, tab: 'comparison' } });
  expect((await asked(under)).at(-1)).toMatchObject({ turn: turn + 1, have: `of ${turn}` });
  await under.answer({ kind: 'measure-view', measure: 'comparison', turn: turn + 1 });
  expect(await under.page.getByRole('heading', { name: `Graded by ${GRADER}` }).isVisible()).toBe(true);
  await under.close();
});

test('the graders’ figures come first, then the alarms, each of which leads to its texts', async () => {
  const under = await opened('graders');
  expect(
    (await asked(under)).map((message) => message.kind === 'measure-ask' && message.question.measure),
  ).toEqual(['graders']);
  await under.answer(answerOf(graders, await turnOf(under, 'graders')));
  expect(
    await under.page.getByRole('heading', { name: 'Agreement between graders', exact: true }).isVisible(),
  ).toBe(true);
  await under.answer(answerOf(alarms, await turnOf(under, 'alarms')));
  await under.page
    .getByText(/^Texts with identical rounds: /u)
    .first()
    .click();
  await under.page
    .getByRole('button', { name: /Sewing/u })
    .first()
    .click();
  expect((await under.posted()).at(-1)).toMatchObject({ tab: 'texts', filter: {} });
  await under.close();
});

test('figures are drawn anew where the panel becomes narrower', async () => {
  const under = await workbench.open({ snapshot: inOverview(resultsSnapshot({ skills: 6, samples: 6 })) });
  await under.sendRaw({ kind: 'overview', overview: overviewOf(6) });
  const width = () =>
    under.page
      .locator('.figure-rates-by-k .figure-drawing svg.plot')
      .evaluateAll((drawn) => Math.max(...drawn.map((svg) => Number(svg.getAttribute('width')))));
  const before = await width();
  await under.page.setViewportSize({ width: 500, height: 800 });
  await expect.poll(width).toBeLessThan(before);
  await under.close();
});

test('the overview offers to copy a table of the study and to export a report', async () => {
  const under = await workbench.open({ snapshot: inOverview(resultsSnapshot({ skills: 6, samples: 6 })) });
  await under.sendRaw({ kind: 'overview', overview: overviewOf(6) });
  await under.page.getByRole('button', { name: 'Copy Table…' }).click();
  await under.page.getByRole('button', { name: 'Export Report…' }).click();
  expect((await under.posted()).slice(-2)).toEqual([{ kind: 'copy-table' }, { kind: 'export-report' }]);
  await under.close();
});

test.each(themes.flatMap((theme) => [350, 1200].map((width) => ({ theme, width }))))(
  'both tabs are without serious findings and complaints in $theme at $width pixels',
  async ({ theme, width }) => {
    const { under: compared, ofGrader } = await openedFlip({ theme, width });
    await ofGrader.locator('.flip').first().click();
    const wish = (await asked(compared)).find(({ kind }) => kind === 'measure-texts');
    if (wish?.kind === 'measure-texts') await compared.answer(textsOf(wish.of));
    await ofGrader.locator('.flip-texts').waitFor();
    const judged = await opened('graders', { theme, width });
    await judged.answer(answerOf(graders, await turnOf(judged, 'graders')));
    await judged.answer(answerOf(alarms, await turnOf(judged, 'alarms')));
    for (const [name, under] of Object.entries({ comparison: compared, graders: judged })) {
      const { page, complaints, close } = under;
      await page.screenshot({ path: `test-results/webview/${name}-${width}-${theme}.png` });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overhang).toBeLessThanOrEqual(0);
      expect(await complaints()).toEqual([]);
      await close();
    }
  },
);
