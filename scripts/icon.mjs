// Draws media/icon.png, which the extension's page in a marketplace needs as a picture, from media/icon.svg.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { provideChromium } from './support/chromium.mjs';

const media = join(dirname(dirname(fileURLToPath(import.meta.url))), 'media');
const size = 128;
const browser = await chromium.launch({
  executablePath: await provideChromium(console.log),
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(
  `<style>body { margin: 0 } svg { display: block }</style>${readFileSync(join(media, 'icon.svg'), 'utf8')}`,
);
await page.screenshot({ path: join(media, 'icon.png'), omitBackground: true });
await browser.close();
