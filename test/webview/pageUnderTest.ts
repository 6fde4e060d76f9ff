import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildPage } from '../../scripts/build.mjs';
import { provideChromium } from '../../scripts/support/chromium.mjs';
import type { FromPage, PanelSnapshot } from '../../src/protocol/panel.ts';
import { panelHtml } from '../../src/protocol/panelHtml.ts';

export const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type Theme = (typeof themes)[number];

/** One of the pages. */
type Script = 'webview.js' | 'job.js';

export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier page of the same panel saved. */
  readonly saved?: unknown;
  readonly snapshot?: PanelSnapshot;
  readonly reducedMotion?: boolean;
  /** Left out: the results page. */
  readonly script?: Script;
}

/** The page in a real browser, under its real policy, with a fake of the editor's side. */
export interface PageUnderTest {
  readonly page: Page;
  /** Sends a snapshot that answers the page's newest message, and waits until it is drawn. */
  send(snapshot: PanelSnapshot): Promise<void>;
  /** Sends any message. */
  sendRaw(message: unknown): Promise<void>;
  /** What the page has posted, oldest first. */
  posted(): Promise<FromPage[]>;
  saved(): Promise<unknown>;
  /** Violations of the policy, errors of scripts, and everything the console complains about. */
  complaints(): Promise<string[]>;
  close(): Promise<void>;
}

export interface Workbench {
  open(options?: OpenOptions): Promise<PageUnderTest>;
  close(): Promise<void>;
}

/** Builds the page once, serves it on loopback and starts the browser. */
export async function startWorkbench(): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'skillmix-page-'));
  await buildPage({ outdir: folder, minify: false });
  const { server, address } = await serve(folder);
  const executablePath = await provideChromium((line) => console.log(line));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    open: (options = {}) => openPage(browser, address, options),
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openPage(browser: Browser, address: string, options: OpenOptions): Promise<PageUnderTest> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1200, height: options.height ?? 800 },
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const complaints = listen(page);
  await page.addInitScript(fakeEditor, { theme: readTheme(options.theme ?? 'dark'), saved: options.saved });
  await page.goto(`${address}?${options.script ?? 'webview.js'}`);
  await page.waitForFunction(() => window.fakeEditor.posted.length > 0);
  const under = pageUnderTest(page, context, complaints);
  if (options.snapshot !== undefined) await under.send(options.snapshot);
  return under;
}

function pageUnderTest(page: Page, context: BrowserContext, complaints: readonly string[]): PageUnderTest {
  const sendRaw = (message: unknown) =>
    page.evaluate(async (data) => {
      const arrived = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
      window.postMessage(data, '*');
      await arrived;
      // The library's elements draw themselves a frame later.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, message);
  return {
    page,
    async send(snapshot) {
      const turn = await page.evaluate(() =>
        Math.max(
          0,
          ...window.fakeEditor.posted.map((message) =>
            message.kind === 'ready' || message.kind === 'view' ? message.turn : 0,
          ),
        ),
      );
      await sendRaw({ kind: 'snapshot', snapshot: { ...snapshot, turn } });
    },
    sendRaw,
    posted: () => page.evaluate(() => window.fakeEditor.posted),
    saved: () => page.evaluate(() => window.fakeEditor.saved),
    complaints: async () => [...complaints, ...(await page.evaluate(() => window.fakeEditor.violations))],
    close: () => context.close(),
  };
}

function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

interface ThemeDump {
  readonly bodyClass: string;
  readonly kind: string;
  readonly variables: { readonly [name: string]: string };
}

/** Dumped from webviews of a real editor. */
export function readTheme(theme: Theme): ThemeDump {
  return JSON.parse(readFileSync(new URL(`../support/themes/${theme}.json`, import.meta.url), 'utf8'));
}

declare global {
  interface Window {
    fakeEditor: { readonly posted: FromPage[]; readonly violations: string[]; saved: unknown };
    acquireVsCodeApi: () => unknown;
  }
}

/** Runs in the browser before the page's own script, as the editor's does. */
function fakeEditor({ theme, saved }: { readonly theme: ThemeDump; readonly saved: unknown }): void {
  const fake: Window['fakeEditor'] = { posted: [], violations: [], saved };
  let isTaken = false;
  window.fakeEditor = fake;
  window.acquireVsCodeApi = () => {
    if (isTaken) throw new Error('An instance of the editor’s interface has already been acquired');
    isTaken = true;
    return {
      postMessage: (message: FromPage) => fake.posted.push(message),
      getState: () => fake.saved,
      setState: (state: unknown) => {
        fake.saved = structuredClone(state);
      },
    };
  };
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    fake.violations.push(`${violatedDirective}: ${blockedURI}`),
  );
  document.addEventListener('DOMContentLoaded', () => {
    document.body.className = theme.bodyClass;
    document.body.dataset.vscodeThemeKind = theme.kind;
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
  });
}

async function serve(folder: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    const file = files[request.url ?? ''];
    const [path, script] = (request.url ?? '').split('?');
    if (path === '/') response.setHeader('content-type', 'text/html').end(documentAt(origin, script));
    else if (file === undefined) response.writeHead(204).end();
    else response.setHeader('content-type', file).end(readFileSync(join(folder, request.url ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The test server has no port');
  return { server, address: `http://127.0.0.1:${bound.port}/` };
}

const files: { readonly [path: string]: string } = {
  '/webview.js': 'text/javascript',
  '/job.js': 'text/javascript',
  '/webview.css': 'text/css',
};

function documentAt(origin: string, script = 'webview.js'): string {
  return panelHtml({
    nonce: 'abc123',
    cspSource: origin,
    scriptUri: `${origin}/${script}`,
    styleUri: `${origin}/webview.css`,
  });
}
