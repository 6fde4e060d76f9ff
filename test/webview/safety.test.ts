import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PanelSnapshot } from '../../src/protocol/panel.ts';
import { panelHtml } from '../../src/protocol/panelHtml.ts';
import { gradedDetail, resultsSnapshot, sampleView } from '../support/snapshots.ts';
import { startWorkbench, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterAll(() => workbench.close());

const attacks = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  '"><svg onload="window.hit=1">',
  '<style>*{display:none}</style>',
  '<a href="javascript:window.hit=1">read on</a>',
  '</main><iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
];

/** Every text of a snapshot replaced by markup, as a student or a grader could write it. */
function poison(snapshot: PanelSnapshot, attack: string): PanelSnapshot {
  const kept = new Set(['id', 'state', 'kind', 'selected']);
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : attack;
    if (Array.isArray(value)) return value.map((item) => replace(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, name)]));
  };
  return replace(snapshot, '') as PanelSnapshot;
}

test.each(attacks)('shows %s as the words that it is', async (attack) => {
  const live = { skills: ['a'], topic: 'b', step: 'c', text: 'd' };
  const snapshot = poison({ ...resultsSnapshot({ skills: 1, samples: 3 }), live, problem: 'e' }, attack);
  const { page, complaints, close } = await workbench.open({ snapshot });
  const found = await page.evaluate(() => ({
    hit: 'hit' in window,
    strange: document.querySelectorAll('main img, main script, main iframe, main style, main a').length,
    text: document.querySelector('article')?.textContent ?? '',
  }));
  expect(found.hit).toBe(false);
  expect(found.strange).toBe(0);
  expect(found.text).toContain(attack);
  expect(await complaints()).toEqual([]);
  await close();
});

test('runs no script, loads no picture and sends nothing, even if markup got in', async () => {
  const { page, complaints, close } = await workbench.open({ snapshot: resultsSnapshot({ samples: 1 }) });
  await page.evaluate(async () => {
    const violated = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve, { once: true }),
    );
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.hit=1">');
    await violated;
    await fetch('/x').catch(() => undefined);
  });
  const blocked = (await complaints()).join('\n');
  expect(blocked).toContain('img-src');
  expect(blocked).toContain('connect-src');
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  await close();
});

test('ignores ranges that do not fit the text', async () => {
  const detail = gradedDetail(sampleView(0));
  const [first, ...others] = detail.criteria;
  if (first === undefined) throw new Error('The builder makes criteria');
  const ranges = [
    { start: -5, end: 3 },
    { start: 9, end: 4 },
    { start: 20, end: 99_999 },
    { start: Number.NaN, end: 2 },
  ];
  const rounds = ranges.map((range, index) => ({
    grader: 'g/m',
    round: index + 1,
    state: 'graded' as const,
    point: 1 as const,
    range,
  }));
  const { page, complaints, close } = await workbench.open({
    snapshot: {
      ...resultsSnapshot({ samples: 1 }),
      detail: { ...detail, criteria: [{ ...first, rounds }, ...others] },
    },
  });
  expect(await page.textContent('.sample-text')).toContain('seams were its banks.');
  expect(await complaints()).toEqual([]);
  await close();
});

test('allows one script and one style sheet, and escapes what it is given', () => {
  const html = panelHtml({
    nonce: 'n1',
    cspSource: 'https://*.example.test',
    scriptUri: 'https://a.example.test/x.js?a=1&b="><script>',
    styleUri: 'https://a.example.test/x.css',
  });
  expect(html).toContain("default-src 'none'; script-src 'nonce-n1'; style-src https://*.example.test ");
  expect(html).not.toContain('unsafe');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('x.js?a=1&amp;b=&quot;>&lt;script>');
});
