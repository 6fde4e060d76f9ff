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
  under = await workbench.open({ snapshot: resultsSnapshot({ skills: 30, samples: 30 }) });
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
  expect(stops).toEqual([
    'tab:texts',
    'search',
    'dropdown:Student',
    'dropdown:Split',
    'dropdown:Skills per text',
    'dropdown:Skill',
    'dropdown:Grader',
    'dropdown:Outcome',
    'dropdown:Missed criterion',
    'dropdown:Disagreement',
    'dropdown:Reviewed by people',
    'samples',
    'export',
    'reveal',
    'copy',
    'link',
    'correct',
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
  ]);
});

test('moves along the tabs with the arrow keys', async () => {
  const page = await openResults();
  await page.getByRole('tab', { name: 'Texts' }).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await focusKey(page)).toBe('tab:overview');
  expect((await under.posted()).at(-1)).toMatchObject({ kind: 'view', tab: 'overview' });
  await page.keyboard.press('End');
  expect(await page.getByRole('tab', { name: 'Review' }).getAttribute('aria-selected')).toBe('true');
});

test('moves in the list of samples with the arrow keys and opens with Enter', async () => {
  const page = await openResults();
  const list = page.getByRole('listbox');
  await list.focus();
  const active = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.dataset.id;
    });
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
  expect(await active()).toBe('sample-1');
  await page.keyboard.press('Enter');
  expect((await under.posted()).at(-1)).toMatchObject({ kind: 'view', selected: 'sample-1' });
  expect(await focusKey(page)).toBe('samples');
  await page.keyboard.press('End');
  expect(await active()).toBe('sample-29');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('sample-29');
  await page.keyboard.press('Home');
  expect(await active()).toBe('sample-0');
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
