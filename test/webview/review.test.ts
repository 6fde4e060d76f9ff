import { mkdirSync } from 'node:fs';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReviewFromPage, ReviewView } from '../../src/protocol/review.ts';
import { asking, askingNext, figures, question, revealed } from '../support/reviewViews.ts';
import { resultsSnapshot } from '../support/snapshots.ts';
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

const small = resultsSnapshot({ skills: 3, samples: 3 });
const snapshot = { ...small, view: { ...small.view, tab: 'review' } };
const FIRST = question.criteria[0]?.id;

async function openReview(view: ReviewView | undefined, options: OpenOptions = {}): Promise<PageUnderTest> {
  const under = await workbench.open({ snapshot, ...options });
  if (view !== undefined) await under.sendRaw({ kind: 'review-view', view });
  return under;
}

async function messages({ posted }: PageUnderTest): Promise<ReviewFromPage[]> {
  const all: readonly { readonly kind: string }[] = await posted();
  const ofReview = all.filter(({ kind }) => kind.startsWith('review-')) as ReviewFromPage[];
  return ofReview.filter(({ kind }) => kind !== 'review-draft');
}

const checked = (page: Page) =>
  page
    .locator('.review-criterion')
    .evaluateAll((cards) =>
      cards.map((card) => card.querySelector('[aria-checked="true"]')?.getAttribute('data-point')),
    );
const current = (page: Page) =>
  page
    .locator('.review-criterion')
    .evaluateAll((cards) => cards.findIndex((card) => card.matches('[data-current]')));

describe('the review', () => {
  test('asks for a text when it comes into sight, and once', async () => {
    const under = await openReview(undefined);
    await under.send(snapshot);
    expect(await messages(under)).toEqual([{ kind: 'review-open' }]);
    await under.close();
  });

  test('shows nothing of the student, the graders or their evidence until it is answered', async () => {
    const { page, close } = await openReview(asking);
    const review = page.locator('.review');
    expect(await review.textContent()).not.toMatch(/gpt|claude|mistral|round/iu);
    expect(await review.locator('.evidence, .grader-word').count()).toBe(0);
    await close();
  });

  test('is done with the keyboard alone: move, give points, type a reason, submit', async () => {
    const under = await openReview(asking);
    const { page } = under;
    await page.keyboard.press('1');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    await page.keyboard.press('k');
    expect(await current(page)).toBe(1);
    await page.keyboard.press('y');
    await page.keyboard.press('u');
    expect((await checked(page)).slice(0, 3)).toEqual(['1', 'open', '0']);
    await page.keyboard.press('k');
    await page.keyboard.press('r');
    await page.keyboard.type('just so, 10 jokes');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('radio');
    await page.keyboard.press('Enter');
    const sent = (await messages(under)).at(-1);
    expect(sent).toEqual({
      ...{ kind: 'review-answer', sampleId: question.sampleId },
      answers: expect.arrayContaining([{ criterion: FIRST, point: 1, reason: 'just so, 10 jokes' }]),
    });
    expect(sent?.kind === 'review-answer' && sent.answers).toHaveLength(2);
    await under.close();
  });

  test('says that a point is missing before it submits, and keeps the keys of the editor out', async () => {
    const under = await openReview(asking);
    await under.page.keyboard.press('Control+1');
    await under.page.keyboard.press('Enter');
    expect(await messages(under)).toEqual([{ kind: 'review-open' }]);
    expect(await under.page.locator('.review-status').textContent()).toContain('Give a point first');
    await under.page.keyboard.press('s');
    expect((await messages(under)).at(-1)).toEqual({ kind: 'review-skip', sampleId: question.sampleId });
    await under.close();
  });

  test('shows and hides the keys with a question mark', async () => {
    const { page, close } = await openReview(asking);
    await page.keyboard.press('?');
    expect(await page.getByRole('region', { name: 'Keys' }).textContent()).toContain('leave it open');
    await page.keyboard.press('?');
    expect(await page.getByRole('region', { name: 'Keys' }).count()).toBe(0);
    await close();
  });

  test('then shows who differs, and tells it', async () => {
    const { page, close } = await openReview(revealed);
    expect(await page.locator('.review-status').textContent()).toMatch(
      /Graders differ from you on \d of \d criteria/u,
    );
    expect(await page.locator('[data-differs]').count()).toBeGreaterThan(0);
    expect(await page.locator('.revealed').textContent()).toContain('Written by');
    await close();
  });

  test('goes on with Enter, and sends what was amended before', async () => {
    const under = await openReview(revealed);
    await under.page.keyboard.press('Enter');
    expect((await messages(under)).at(-1)).toEqual({ kind: 'review-next' });
    await under.page.keyboard.press('1');
    await under.page.keyboard.press('Enter');
    expect((await messages(under)).at(-1)).toMatchObject({
      kind: 'review-answer',
      answers: expect.arrayContaining([{ criterion: FIRST, point: 1, reason: 'It is only a digression.' }]),
    });
    await under.sendRaw({ kind: 'review-view', view: askingNext });
    expect(await checked(under.page)).not.toContain('1');
    expect(await under.page.locator('.review-status').textContent()).toBe('Next text.');
    await under.close();
  });

  test('has a half answer again when the panel was closed and is opened', async () => {
    const before = await openReview(asking);
    await before.page.keyboard.press('1');
    await before.page.keyboard.press('j');
    await before.page.keyboard.press('r');
    await before.page.keyboard.type('half a');
    const saved = await before.saved();
    await before.close();
    const after = await openReview(undefined, { saved });
    expect(await messages(after)).toEqual([{ kind: 'review-open', sampleId: question.sampleId }]);
    await after.sendRaw({ kind: 'review-view', view: asking });
    expect((await checked(after.page))[0]).toBe('1');
    expect(await after.page.locator('.review-reason').nth(1).inputValue()).toBe('half a');
    await after.close();
  });

  test('tells how far graders agree with people, and goes back to the text with its half answer', async () => {
    const under = await openReview(asking);
    const { page } = under;
    await page.keyboard.press('1');
    await page.getByText('Agreement', { exact: true }).click();
    expect((await messages(under)).at(-1)).toEqual({ kind: 'review-figures' });
    await under.sendRaw({ kind: 'review-view', view: figures });
    expect(await page.locator('.agreement').textContent()).toContain('.91 [.86, .94]');
    await page.getByText('Back to the texts').click();
    expect((await messages(under)).at(-1)).toEqual({ kind: 'review-open', sampleId: question.sampleId });
    await under.sendRaw({ kind: 'review-view', view: asking });
    expect((await checked(page))[0]).toBe('1');
    await under.close();
  });

  test('corrects a text from its details', async () => {
    const selected = small.detail?.sample.id ?? '';
    const under = await workbench.open({ snapshot: { ...small, view: { ...small.view, selected } } });
    await under.page.getByText('Correct the verdict').click();
    expect(await messages(under)).toEqual([
      { kind: 'review-correct', sampleId: selected },
      { kind: 'review-open' },
    ]);
    await under.close();
  });

  test('tells the host of every half answer, and takes it over from there where the panel was closed', async () => {
    const before = await openReview(asking);
    await before.page.keyboard.press('0');
    const drafts: readonly { readonly kind: string; readonly draft?: unknown }[] = await before.posted();
    const { draft } = drafts.findLast(({ kind }) => kind === 'review-draft') ?? {};
    expect(draft).toMatchObject({ sampleId: question.sampleId, answers: [{ criterion: FIRST, point: 0 }] });
    await before.close();
    const after = await openReview(undefined);
    await after.sendRaw({ kind: 'review-view', view: asking, draft });
    expect((await checked(after.page))[0]).toBe('0');
    await after.close();
  });

  test('asks for a name where there is none, and says so when all is reviewed', async () => {
    const under = await openReview({ parts: [], stage: { kind: 'nameless' } });
    await under.page.getByText('Tell your name').click();
    expect((await messages(under)).at(-1)).toEqual({ kind: 'review-name' });
    await under.sendRaw({ kind: 'review-view', view: { ...asking, stage: { kind: 'done' } } });
    expect(await under.page.locator('.review-body').textContent()).toContain('every text');
    await under.close();
  });

  test('leaves a text that looks like markup as it is', async () => {
    const text = '<img src=x onerror="document.title=1"><b>bold</b>';
    const view: ReviewView = { ...asking, stage: { kind: 'question', question: { ...question, text } } };
    const { page, complaints, close } = await openReview(view);
    expect(await page.locator('.sample-text').last().textContent()).toBe(text);
    expect(await complaints()).toEqual([]);
    await close();
  });
});

const scenes = { asking, revealed, figures, nameless: { parts: [], stage: { kind: 'nameless' } } } as const;

describe.each(themes.flatMap((theme) => [400, 1200].map((width) => ({ theme, width }))))(
  'the review in $theme at $width pixels',
  ({ theme, width }) => {
    test.each(Object.entries(scenes))(
      'is accessible and nothing is wider than the page: %s',
      async (name, view) => {
        const { page, complaints, close } = await openReview(view, { theme, width });
        await page.keyboard.press('0');
        await page.screenshot({ path: `test-results/webview/review-${name}-${width}-${theme}.png` });
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
      },
    );
  },
);
