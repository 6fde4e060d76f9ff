import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { provideChromium } from '../../../scripts/support/chromium.mjs';
import { installExtension, installVsCode, startVsCode } from '../../../scripts/support/vscodeServer.mjs';
import { launchBrowser } from './browser.ts';
import { openFromPalette, runFromPalette } from './palette.ts';
import { type KeyBinding, type Theme, writeKeys, writeSettings } from './settings.ts';

export interface VsCodeOptions {
  /** A folder that the test may write into. */
  readonly workspace: string;
  /** Packaged extensions to install. */
  readonly vsix?: string | readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further keys, each for a command. */
  readonly keys?: readonly KeyBinding[];
  readonly theme?: Theme;
  /** `off` (the default) trusts everything; `restricted` opens the workspace in Restricted Mode. */
  readonly trust?: 'off' | 'restricted';
  readonly env?: NodeJS.ProcessEnv;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface VsCode {
  /** The workbench. Another page after a restart. */
  readonly page: Page;
  /** Everything that VS Code and the browser wrote: settings, state, logs, the browser's profile. */
  readonly stateFolder: string;
  /** The part of `stateFolder` that VS Code's server writes. */
  readonly userData: string;
  /** Addresses outside this machine that the workbench asked for; all of them were refused. */
  readonly refusedAddresses: readonly string[];
  /** Runs a command from the palette; waits until its extension has been found. */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the workspace in the editor. */
  openFile(name: string): Promise<void>;
  /** The content of the webview that is shown; `title` where several are. */
  webview(title?: string): FrameLocator;
  /** Writes test-results/screenshots/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Ends the editor and the browser, and starts them again with the same state. */
  restart(): Promise<void>;
  /** Ends both and deletes the state. */
  close(): Promise<void>;
}

const token = 'test';

/** The editors that are open now, for a picture of each where a test fails. */
export const openEditors = new Set<VsCode>();

/** Opens a real VS Code in a real browser, both on loopback and with no way out. The caller closes it. */
export async function openVsCode(options: VsCodeOptions): Promise<VsCode> {
  const say = (line: string) => console.log(line);
  const [installation, chromium] = [await installVsCode(say), await provideChromium(say)];
  const stateFolder = await mkdtemp(join(tmpdir(), 'skillmix-vscode-'));
  const userData = join(stateFolder, 'user-data');
  const serverOptions = {
    userData,
    extensions: join(stateFolder, 'extensions'),
    token,
    args: options.trust === 'restricted' ? [] : ['--disable-workspace-trust'],
    env: options.env ?? {},
  };
  // The server falls over this folder while it is not there, now and then.
  await mkdir(serverOptions.extensions, { recursive: true });
  await writeSettings(userData, options.theme ?? 'dark', options.settings ?? {});
  await writeKeys(userData, options.keys ?? []);
  for (const vsix of [options.vsix ?? []].flat()) await installExtension(installation, serverOptions, vsix);

  const refusedAddresses: string[] = [];
  /** The port stays the same over restarts: the browser keeps what it remembers by origin. */
  const start = async (port: number) => {
    const server = await startVsCode(installation, { ...serverOptions, port });
    try {
      const browser = await launchBrowser({
        executablePath: chromium,
        profile: join(stateFolder, 'browser'),
        viewport: options.viewport ?? { width: 1400, height: 900 },
        onRefused: (address) => refusedAddresses.push(address),
      });
      await browser.page.goto(workbenchAddress(server.origin, options));
      await browser.page.locator('.monaco-workbench .statusbar').waitFor();
      return { server, browser };
    } catch (error) {
      await server.stop();
      throw error;
    }
  };
  const stop = async () => {
    await running.browser.close();
    await running.server.stop();
  };

  let running = await start(0);
  const editor: VsCode = {
    get page() {
      return running.browser.page;
    },
    stateFolder,
    userData,
    refusedAddresses,
    runCommand: (title) => runFromPalette(running.browser.page, title),
    openFile: (name) => openFromPalette(running.browser.page, name),
    webview: (title) => webviewContent(running.browser.page, title),
    screenshot: async (name) => {
      await running.browser.page.screenshot({ path: join('test-results/screenshots', `${name}.png`) });
    },
    restart: async () => {
      const port = Number(new URL(running.server.origin).port);
      await stop();
      running = await start(port);
    },
    close: async () => {
      openEditors.delete(editor);
      await stop();
      await rm(stateFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
  openEditors.add(editor);
  return editor;
}

function workbenchAddress(origin: string, options: VsCodeOptions): string {
  const address = new URL(origin);
  address.searchParams.set('tkn', token);
  address.searchParams.set('folder', resolve(options.workspace));
  return address.href;
}

function webviewContent(page: Page, title?: string): FrameLocator {
  const outer = page.locator('iframe.webview.ready:visible');
  const frame = title === undefined ? outer.first() : outer.and(page.locator(`[title="${title}"]`));
  return frame.contentFrame().frameLocator('iframe#active-frame');
}
