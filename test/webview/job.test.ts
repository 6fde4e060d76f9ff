import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobCurves } from '../../src/core/jobs/jobCurves.ts';
import type { JobView, ToJobPage } from '../../src/protocol/job.ts';
import { startWorkbench, themes, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const STEPS = Array.from({ length: 200 }, (_, index) => ({
  step: index + 1,
  loss: 1 + 2 / Math.sqrt(index + 1),
  learningRate: 2e-5 * Math.min(1, index / 64),
  gradNorm: 0.8 + Math.sin(index) / 8,
}));

function view(changes: Partial<JobView> = {}): ToJobPage {
  const job: JobView = {
    title: 'Training on lab',
    description: 'running · 200 of 4,000 steps · loss 1.14 · 12 min',
    details: [
      { label: 'What', description: 'Fine-tune mistralai/Mistral-7B-Instruct-v0.2 on lab' },
      { label: 'Folder', description: `/scratch/${'deep/'.repeat(30)}jobs/train-1` },
      { label: 'GPU 0', description: '97 % busy, memory 81 % full' },
    ],
    figures: jobCurves(STEPS),
    ...changes,
  };
  return { kind: 'job', job };
}

test.each(themes)(
  'shows a training in %s without a complaint, and nothing wider than the page',
  async (theme) => {
    for (const width of [350, 1000]) {
      const { page, sendRaw, complaints, close } = await workbench.open({ script: 'job.js', theme, width });
      await sendRaw(view());
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Training on lab');
      expect(await page.locator('figure').count()).toBe(3);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await complaints()).toEqual([]);
      const path = join('test-results/webview', `job-${theme}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
      await close();
    }
  },
);

test('says that nothing was logged yet, and draws the curves when something is', async () => {
  const { page, sendRaw, close } = await workbench.open({ script: 'job.js' });
  await sendRaw(view({ figures: [] }));
  await page.getByText('Nothing has been logged yet.').waitFor();
  await sendRaw(view());
  expect(await page.locator('figure').count()).toBe(3);
  expect(await page.getByText('Nothing has been logged yet.').count()).toBe(0);
  await close();
});

test('takes what a job writes as text', async () => {
  const { page, sendRaw, complaints, close } = await workbench.open({ script: 'job.js' });
  const evil = '<img src=x onerror="document.title = `taken`"><b>bold</b>';
  await sendRaw(view({ title: evil, description: evil, details: [{ label: evil, description: evil }] }));
  expect(await page.locator('img, b').count()).toBe(0);
  expect(await page.title()).not.toBe('taken');
  expect(await complaints()).toEqual([]);
  await close();
});

test('tells readers of the structure how it is, and only when that changes', async () => {
  const { page, sendRaw, close } = await workbench.open({ script: 'job.js' });
  await sendRaw(view());
  await page.evaluate(() => {
    const status = document.querySelector('[role=status]');
    if (status === null) throw new Error('There is no status.');
    new MutationObserver(() => (document.title = 'changed')).observe(status, { childList: true });
  });
  await sendRaw(view());
  expect(await page.title()).not.toBe('changed');
  await sendRaw(view({ description: 'done' }));
  expect(await page.title()).toBe('changed');
  await close();
});
