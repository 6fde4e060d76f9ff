import axe, { type AxeResults } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptySnapshot, inOverview, overviewOf, resultsSnapshot } from '../support/snapshots.ts';
import { startWorkbench, themes, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const live = { skills: ['irony'], topic: 'Tea', step: 'Writing', text: 'How lovely' };
const overview = { kind: 'overview', overview: overviewOf(20) };
const scenes = {
  overview: inOverview(resultsSnapshot({ skills: 20, samples: 20 })),
  results: { ...resultsSnapshot({ skills: 20, samples: 20 }), live },
  empty: { ...emptySnapshot, problem: 'The store cannot be opened.' },
};

test.each(themes.flatMap((theme) => [350, 1200].map((width) => ({ theme, width }))))(
  'has nothing that a checker of accessibility calls serious in $theme at $width pixels',
  async ({ theme, width }) => {
    for (const snapshot of Object.values(scenes)) {
      const { page, sendRaw, close } = await workbench.open({
        theme,
        width,
        snapshot,
        saved: { selected: 'sample-0' },
      });
      await sendRaw(overview);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
      ).toEqual([]);
      await close();
    }
  },
);
