import { type BrowserContext, chromium, type Page } from 'playwright-core';

export interface BrowserOptions {
  readonly executablePath: string;
  /** The folder of the browser's profile, kept between launches. */
  readonly profile: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Called with every address outside this machine that was asked for and refused. */
  readonly onRefused: (address: string) => void;
}

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

/** A slow machine under load needs this long for its slowest step. */
const patienceMilliseconds = 60_000;

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** A headless Chromium that reaches this machine only. */
export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const { executablePath, profile, viewport } = options;
  const context = await chromium.launchPersistentContext(profile, { executablePath, viewport, args });
  await refuseOtherMachines(context, options.onRefused);
  await serveKeychain(context);
  // What the editor copies goes to the browser's clipboard, and can be read there.
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  context.setDefaultTimeout(patienceMilliseconds);
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, close: () => context.close() };
}

async function refuseOtherMachines(context: BrowserContext, onRefused: BrowserOptions['onRefused']) {
  await context.route(isOutside, (route) => {
    onRefused(route.request().url());
    return route.abort();
  });
}

/**
 * The workbench seals secrets with a key that it fetches here and that the bare server does not have; without it
 * they are gone after a restart. This stands in for the keychain of a desktop.
 */
async function serveKeychain(context: BrowserContext) {
  await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 'skillmix') }));
}

function isOutside({ protocol, hostname }: URL): boolean {
  return protocol.startsWith('http') && hostname !== '127.0.0.1';
}
