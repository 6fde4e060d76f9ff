import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  emptySnapshot,
  inOverview,
  overviewOf,
  resultsSnapshot,
  sampleView,
  ungradedDetail,
} from '../support/snapshots.ts';
import { type OpenOptions, startWorkbench, themes, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
beforeAll(async () => {
  mkdirSync('test-results/webview', { recursive: true });
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const writing = {
  skills: ['red herring', 'metaphor'],
  topic: 'Sewing',
  step: 'Turn 2 of 2: improving the text',
  text: 'The new machine costs four times what the old one did, but who doesn’t want a',
};

const overviewScene = {
  snapshot: { ...inOverview(resultsSnapshot({ skills: 12, samples: 3 })), reviewed: 12 },
  messages: [{ kind: 'overview', overview: overviewOf(12) }],
};

interface SceneToShow extends OpenOptions {
  readonly name: string;
  readonly isWhole?: boolean;
  /** What the host sends besides. */
  readonly messages?: readonly unknown[];
}

const scenes: readonly SceneToShow[] = [
  { name: 'overview', ...overviewScene },
  {
    ...overviewScene,
    name: 'overview-elsewhere',
    snapshot: {
      ...overviewScene.snapshot,
      view: { filter: { k: 2, skill: 'metaphor', verdict: 'missed', search: 'red her' }, tab: 'overview' },
    },
  },
  { name: 'overview-narrow', width: 350, height: 800, isWhole: true, ...overviewScene },
  { name: 'results', snapshot: { ...resultsSnapshot(), reviewed: 12 } },
  {
    name: 'narrow',
    width: 350,
    height: 800,
    isWhole: true,
    snapshot: resultsSnapshot({ skills: 6, samples: 8 }),
  },
  {
    name: 'beside',
    width: 640,
    height: 1100,
    isWhole: true,
    snapshot: resultsSnapshot({ skills: 8, samples: 12, total: 300 }),
  },
  { name: 'live', snapshot: { ...resultsSnapshot({ skills: 5, samples: 9 }), live: writing } },
  { name: 'empty', width: 640, height: 700, snapshot: emptySnapshot },
  {
    name: 'problem',
    width: 640,
    height: 700,
    snapshot: {
      ...resultsSnapshot({ skills: 1, samples: 1 }),
      detail: ungradedDetail(sampleView(0)),
      problem: 'The store is of a newer version of Skillmix. Update the extension to read it.',
    },
  },
];

test.each(themes.flatMap((theme) => scenes.map((scene) => ({ theme, ...scene }))))(
  'shows $name in $theme without a complaint, and nothing wider than the page',
  async ({ name, theme, isWhole = false, messages = [], ...options }) => {
    const { page, sendRaw, complaints, close } = await workbench.open({
      theme,
      saved: { selected: 'sample-0' },
      ...options,
    });
    for (const message of messages) await sendRaw(message);
    await page.screenshot({ path: `test-results/webview/${name}-${theme}.png`, fullPage: isWhole });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
    expect(await complaints()).toEqual([]);
    await close();
  },
);
