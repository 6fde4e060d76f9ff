import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport } from '../../scripts/build.mjs';
import { provideChromium } from '../../scripts/support/chromium.mjs';
import { htmlReport } from '../../src/core/report/htmlReport.ts';
import { HOSTILE, reportContents } from '../support/reportContents.ts';

let browser: Browser;
let address: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skillmix-report-'));
  await buildReport({ outdir: folder });
  const script = readFileSync(join(folder, 'report.js'), 'utf8');
  const style = readFileSync(join(folder, 'report.css'), 'utf8');
  const path = join(folder, 'report.html');
  const assets = { script, style, scriptHash: hashOf(script), styleHash: hashOf(style) };
  writeFileSync(path, htmlReport(reportContents(), assets));
  address = pathToFileURL(path).href;
  mkdirSync('test-results/webview', { recursive: true });
  browser = await chromium.launch({
    executablePath: await provideChromium((line) => console.log(line)),
    args: ['--no-sandbox'],
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, complaints, requests };
}

describe('a report that is handed on', () => {
  it('draws its figures from its own file, asks nothing of the network, and nothing complains', async () => {
    const { page, complaints, requests } = await open();
    expect(await page.locator('figure').count()).toBeGreaterThan(3);
    expect(await page.locator('svg.plot[role=img]').count()).toBeGreaterThan(2);
    // Two students in two splits at three ks.
    const marks = page.locator('.figure-rates-by-k svg[role=img] [data-part=dot] :is(path, circle)');
    expect(await marks.count()).toBe(12);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([address]);
    await page.close();
  });

  it('shows what a model or an author wrote as text', async () => {
    const { page } = await open();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain(HOSTILE);
    expect(await page.locator('blockquote', { hasText: HOSTILE }).count()).toBe(12);
    await page.close();
  });

  it('leads from a figure to its texts', async () => {
    const { page } = await open();
    await page.locator('#results table a').first().click();
    const target = new URL(page.url()).hash;
    expect(await page.locator(`[id="${target.slice(1)}"]`).textContent()).toMatch(
      /lab\/base, held-out, k = 2/u,
    );
    await page.close();
  });

  it('has its tables without scripts too', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('#results table').textContent()).toContain('lab/tuned');
    await page.close();
  });

  it.each([
    { colorScheme: 'light', width: 1200 },
    { colorScheme: 'dark', width: 1200 },
    { colorScheme: 'light', width: 400 },
  ] as const)('has nothing serious for a checker of accessibility, $colorScheme at $width', async (scene) => {
    const { colorScheme, width } = scene;
    const { page } = await open({ colorScheme, viewport: { width, height: 900 } });
    await page.screenshot({
      path: `test-results/webview/report-${colorScheme}-${width}.png`,
      fullPage: true,
    });
    await page
      .locator('#results')
      .screenshot({ path: `test-results/webview/results-${colorScheme}-${width}.png` });
    // The checker's script comes from outside of the page, whose policy would refuse it.
    const client = await page.context().newCDPSession(page);
    await client.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
    await page.close();
  });
});
