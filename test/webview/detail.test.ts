import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { gradedDetail, resultsSnapshot, sampleText, sampleView } from '../support/snapshots.ts';
import { type PageUnderTest, startWorkbench, type Workbench } from './pageUnderTest.ts';

let workbench: Workbench;
let under: PageUnderTest;
beforeAll(async () => {
  workbench = await startWorkbench();
});
afterEach(() => under.close());
afterAll(() => workbench.close());

async function openDetail(detail = gradedDetail(sampleView(0))): Promise<PageUnderTest['page']> {
  under = await workbench.open({ snapshot: { ...resultsSnapshot({ skills: 5, samples: 3 }), detail } });
  return under.page;
}

test('shows the text to the letter, whatever is marked in it', async () => {
  const page = await openDetail();
  const text = await page.evaluate(() => {
    const copy = document.querySelector('.sample-text')?.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return '';
    for (const tag of copy.querySelectorAll('.tag')) tag.remove();
    return copy.textContent;
  });
  expect(text).toBe(sampleText);
});

test('gives every criterion a letter and a look of its own', async () => {
  const page = await openDetail();
  const looks = await page.locator('.legend .letter').evaluateAll((letters) =>
    letters.map((letter) => {
      const { borderBottomColor, borderBottomStyle } = getComputedStyle(letter);
      return { letter: letter.textContent, look: `${borderBottomColor} ${borderBottomStyle}` };
    }),
  );
  expect(looks.map(({ letter }) => letter)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(new Set(looks.map(({ look }) => look)).size).toBe(6);
});

test('underlines overlapping evidence in lanes of its own', async () => {
  const page = await openDetail();
  const both = page.locator('.evidence .evidence', { hasText: 'quieter home?' });
  const lanes = await both.evaluateAll(([inner]) => {
    const outer = inner?.parentElement?.closest('.evidence');
    return [inner, outer].map((part) => part?.getBoundingClientRect().bottom ?? 0);
  });
  expect(lanes[1]).toBeGreaterThan((lanes[0] ?? 0) + 3);
});

test('emphasises the words, the row and the criterion together, from whichever the pointer is on', async () => {
  const page = await openDetail();
  const emphasised = () =>
    page
      .locator('.is-emphasised')
      .evaluateAll((parts) => [
        ...new Set(parts.map((part) => `${part.tagName} ${part.getAttribute('data-mark')}`)),
      ]);
  await page.locator('.chip', { hasText: 'metaphor' }).hover();
  expect(await emphasised()).toEqual(['BUTTON 2', 'SPAN 2', 'TR 2']);
  await page.locator('.evidence[data-mark="1"]').first().hover();
  expect(await emphasised()).toEqual(['BUTTON 0', 'BUTTON 1', 'SPAN 0', 'SPAN 1', 'TR 0', 'TR 1']);
  await page.mouse.move(5, 5);
  expect(await emphasised()).toEqual([]);
  await page.locator('.tag[data-mark="3"]').focus();
  expect(await emphasised()).toEqual(['BUTTON 3', 'SPAN 3', 'TR 3']);
});

test('keeps a pressed criterion emphasised until Escape', async () => {
  const page = await openDetail();
  const chip = page.locator('.chip', { hasText: 'metaphor' });
  await chip.click();
  await page.mouse.move(5, 5);
  await page.locator('.table-scroll').focus();
  expect(await chip.getAttribute('aria-pressed')).toBe('true');
  expect(await page.locator('tr.is-emphasised').textContent()).toContain('metaphor');
  await page.keyboard.press('Escape');
  expect(await page.locator('.is-emphasised').count()).toBe(0);
});

test('puts every round beside the others under its grader', async () => {
  const page = await openDetail();
  const heads = await page.locator('.round-table thead th').allInnerTexts();
  expect(heads.map((head) => head.replace(/\s+/g, ' ').trim())).toEqual([
    'Criterion',
    'openai/gpt-4o 4/6',
    'anthropic/claude-opus-4-1 4/6',
    'Verdict',
    'Round 1',
    'Round 2',
    'Round 3',
    'Verdict',
    'Round 1',
    'Round 2',
    'Round 3',
  ]);
});

test('says once why a round could not be read, and never shows it as a zero', async () => {
  const page = await openDetail();
  const lost = page.locator('.round-table td', { hasText: 'unreadable' });
  expect(await lost.count()).toBe(1);
  expect(await lost.getAttribute('rowspan')).toBe('6');
  expect(await lost.textContent()).toContain('cut off at 512 tokens');
  expect(await lost.locator('.point').count()).toBe(0);
});

test('flags ties, named skills and quotes that are not in the text', async () => {
  const page = await openDetail();
  const row = (label: string) => page.locator('.round-table tbody tr', { hasText: label });
  expect(await row('metaphor').locator('th').textContent()).toContain('named: no point');
  expect(await row('lighthouse').locator('.flag', { hasText: 'words not in the text' }).count()).toBe(1);
  expect(await page.locator('.round-table .verdict .flag').allInnerTexts()).toEqual(['tie']);
});

test('shows alarms, the student’s explanation and the draft', async () => {
  const page = await openDetail();
  expect(await page.locator('.alarms').textContent()).toContain('same to the letter');
  await page.locator('summary', { hasText: 'explanation' }).click();
  expect(await page.getByText('distracts from the price').isVisible()).toBe(true);
  await page.locator('summary', { hasText: 'Draft' }).click();
  expect(await page.getByText('when a machine sings').isVisible()).toBe(true);
});

test('says why there is no text, and that it is no zero', async () => {
  const sample = { ...sampleView(5), id: 'sample-0' };
  const page = await openDetail({ sample, criteria: [], alarms: [], inFile: true });
  const article = await page.locator('article').textContent();
  expect(article).toContain('The reply holds no line that begins with “Answer:”');
  expect(article).toContain('It does not count as zero');
});

test('keeps the table where it was scrolled to when another round comes in', async () => {
  const page = await openDetail();
  await page.locator('.table-scroll').evaluate((table) => table.scrollTo({ left: 120 }));
  const detail = gradedDetail(sampleView(0));
  await under.send({
    ...resultsSnapshot({ skills: 5, samples: 3 }),
    detail: { ...detail, alarms: [...detail.alarms, 'A second alarm.'] },
  });
  expect(await page.locator('.alarms').textContent()).toContain('A second alarm.');
  expect(await page.locator('.table-scroll').evaluate((table) => table.scrollLeft)).toBe(120);
});

test('what people say stands under the criterion, and what it makes of each verdict beside the one without', async () => {
  const detail = gradedDetail(sampleView(0));
  const page = await openDetail({
    ...detail,
    criteria: detail.criteria.map((criterion, at) =>
      at > 0
        ? criterion
        : {
            ...criterion,
            people: [
              { reviewer: 'Ann', point: 0, reason: 'The <b>price</b> is still the subject.' },
              { reviewer: 'Ben', point: 0, reason: '' },
            ],
            verdicts: criterion.verdicts.map((verdict, grader) =>
              grader === 0
                ? { grader: verdict.grader, tie: false, point: 1, corrected: 0 }
                : { grader: verdict.grader, tie: false, corrected: 0 },
            ),
          },
    ),
  });
  const rows = page.locator('.round-table tbody tr');
  const people = rows.first().locator('.person');
  expect(await people.allTextContents()).toEqual([
    expect.stringMatching(/^Ann 0.*The <b>price<\/b> is still the subject\.$/u),
    expect.stringMatching(/^Ben 0/u),
  ]);
  const verdicts = rows.first().locator('td.verdict');
  expect(await verdicts.first().textContent()).toMatch(/^1.*corrected: 0/u);
  expect(await verdicts.nth(1).textContent()).toMatch(/^no readable round.*corrected: 0/u);
  expect(await rows.nth(1).locator('.person, .corrected').count()).toBe(0);
});
