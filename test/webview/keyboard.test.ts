import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { resultsSnapshot } from '../support/snapshots.ts';
import { type PageUnderTest, startWorkbench, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
let under: PageUnderTest;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterEach(() => under.close());
afterAll(() => workbench.close());

async function openResults(): Promise<Page> {
  under = await workbench.open({ snapshot: resultsSnapshot({ skills: 30, samples: 30, total: 60 }) });
  return under.page;
}

function focusKey(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return focused instanceof HTMLElement ? focused.dataset.focusKey : undefined;
  });
}

test('reaches every part with the Tab key, each list as one stop', async () => {
  const page = await openResults();
  const stops: (string | undefined)[] = [];
  for (let count = 0; count < 40 && !stops.includes('fold:draft'); count += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focusKey(page));
  }
  expect(stops).toEqual(
    [
      'dropdown:Student',
      'dropdown:Grader',
      'dropdown:Split',
      'dropdown:Skills per text',
      'dropdown:Skill',
      'checkbox:Missed only',
      'fold:skills',
      'sort:name',
      'sort:category',
      'sort:earned',
      'sort:rate',
      expect.stringMatching(/^skill:/),
      'fold:samples',
      'sample:sample-0',
      'show-more',
      'reveal',
      'copy',
      'chip:skill:red herring',
      'chip:skill:rhetorical question',
      'chip:skill:metaphor',
      'chip:topic',
      'chip:sense',
      'chip:length',
      'tag:0',
      'tag:1',
      'tag:3',
      'tag:2',
      'rounds',
      'fold:explanation',
      'fold:draft',
    ].filter((key) => key !== 'sort:category'),
  );
});

test('moves in the list of samples with the arrow keys and opens with Enter', async () => {
  const page = await openResults();
  await page.locator('[data-id=sample-0]').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'PageDown', 'Enter'])
    await page.keyboard.press(key);
  expect((await under.posted()).at(-1)).toMatchObject({ kind: 'view', selected: 'sample-11' });
  expect(await focusKey(page)).toBe('sample:sample-11');
  await page.keyboard.press('End');
  expect(await focusKey(page)).toBe('sample:sample-29');
  await page.keyboard.press('ArrowDown');
  expect(await focusKey(page)).toBe('sample:sample-29');
  await page.keyboard.press('Home');
  expect(await focusKey(page)).toBe('sample:sample-0');
});

test('filters on a skill with the keyboard and takes the filter back the same way', async () => {
  const page = await openResults();
  await page.getByRole('button', { name: 'red herring' }).first().focus();
  await page.keyboard.press('ArrowUp');
  const key = await focusKey(page);
  await page.keyboard.press('Enter');
  expect((await under.posted()).at(-1)).toMatchObject({ filter: { skill: key?.replace('skill:', '') } });
  expect(await page.locator('.skill-name[aria-pressed=true]').count()).toBe(1);
  await page.keyboard.press('Enter');
  expect((await under.posted()).at(-1)).toMatchObject({ filter: {} });
});

test('chooses in a dropdown with the keyboard', async () => {
  const page = await openResults();
  await page.getByRole('combobox', { name: 'Split' }).focus();
  for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  expect((await under.posted()).at(-1)).toMatchObject({ filter: { split: 'held-out' } });
  expect(await focusKey(page)).toBe('dropdown:Split');
});

test('shows where the focus is on every stop', async () => {
  const page = await openResults();
  for (let count = 0; count < 29; count += 1) {
    await page.keyboard.press('Tab');
    const marked = await page.evaluate(() => {
      const focused = document.activeElement;
      const control =
        focused?.shadowRoot?.activeElement ?? focused?.shadowRoot?.querySelector('.control') ?? focused;
      if (!(control instanceof HTMLElement)) return 'no focus';
      const { outlineStyle, borderTopColor } = getComputedStyle(control);
      const ring = getComputedStyle(document.documentElement).getPropertyValue('--vscode-focusBorder');
      const probe = document.createElement('i');
      probe.style.color = ring;
      document.body.append(probe);
      const wanted = getComputedStyle(probe).color;
      probe.remove();
      return outlineStyle !== 'none' || borderTopColor === wanted
        ? 'marked'
        : control.outerHTML.slice(0, 120);
    });
    expect(marked).toBe('marked');
  }
});
