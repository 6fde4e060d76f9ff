import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';

const CLI = resolve('dist/cli.cjs');
const FILE = 'a.skillset.yaml';

const skills = Array.from(
  { length: 8 },
  (_, index) =>
    `  - { name: skill ${index}, category: ${index < 5 ? 'one' : 'two'}, definition: What it is., example: How it is shown. }`,
);
const SKILLSET = `skillset: 1
skills:
${skills.join('\n')}
topics: [Sewing, Beekeeping, Urbanism, Chess]
splits:
  training: { categories: one, topics: 50% }
  held-out: { categories: two, topics: rest }
study:
  seed: 7
  data:
    student: openai/gpt-4o
    parts:
      - { k: 1, skills: all, topics: training, attempts: 10 }
      - { k: 2, split: training, attempts: 15 }
  evaluate: { splits: [training, held-out], k: 2, mixes: 3, generations: 2 }
  grade: { graders: openai/gpt-4o, rounds: 2 }
  budget: 5 USD
`;

let folder: string;
let provider: ProviderServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix plan '));
  provider = await startProviderServer();
  await writeFile(join(folder, FILE), SKILLSET);
});

afterEach(async () => {
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function skillmix(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const { OPENAI_BASE_URL: _, OPENAI_API_KEY: __, ...bare } = process.env;
  return new Promise((done) => {
    execFile(
      process.execPath,
      [CLI, ...args],
      { cwd: folder, env: { ...bare, ...env } },
      (error, out, err) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

const plan = (...args: string[]) => skillmix(['plan', FILE, ...args]);
const local = () => ({ OPENAI_BASE_URL: `${provider.url}/v1`, OPENAI_API_KEY: 'sk-test' });
const json = ({ out }: Ended) => JSON.parse(out);

describe('skillmix plan', () => {
  test('shows both parts without a key, without a call and without a store', async () => {
    const { code, out, err } = await plan();
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('DATA: 25 texts written by openai/gpt-4o');
    expect(out).toContain('EVALUATION: 12 texts written by openai/gpt-4o');
    expect(out).toContain('$2.5 in and $10 out for a million tokens (genai-prices');
    expect(out).toContain('Budget: $5.00. It covers what is asked for');
    expect(out.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(existsSync(join(folder, '.skillmix'))).toBe(false);
  });

  test('draws the same mixes in every process, and none for both data and evaluation', async () => {
    const runs = await Promise.all([plan('--list', '--format', 'csv'), plan('--list', '--format', 'csv')]);
    const [first, second] = runs.map(({ out }) => out);
    expect(first).toBe(second);
    const lines = first?.trim().split('\r\n') ?? [];
    expect(lines).toHaveLength(1 + 25 + 6);
    expect(lines.slice(0, 3)).toMatchInlineSnapshot(`
      [
        "purpose,k,split,seed,number,topic,skill1,skill2",
        "data,1,"all skills, training topics",7,1,Chess,skill 2,",
        "data,1,"all skills, training topics",7,2,Chess,skill 0,",
      ]
    `);
    const names = lines.slice(1).map((line) => {
      const [, , , , , topic, ...skillNames] = line.split(',');
      return [topic, ...skillNames.sort()].join();
    });
    expect(new Set(names).size).toBe(31);
    expect((await plan('--list', '--format', 'csv', '--seed', '8')).out).not.toBe(first);
  });

  test('counts calls and money as JSON', async () => {
    const { plans, budget, leaks, trained } = json(await plan('--format', 'json'));
    expect(
      plans.map(({ purpose, calls, stored }: Record<string, unknown>) => [purpose, calls, stored]),
    ).toEqual([
      ['data', 100, 0],
      ['evaluate', 48, 0],
    ]);
    expect(plans[1].dollars.likely).toBeGreaterThan(plans[1].dollars.low);
    expect(plans[1].batchDollars.likely).toBeCloseTo(plans[1].dollars.likely / 2, 9);
    expect(budget).toMatchObject({ kind: 'money', amount: 5, spent: 0, share: 1 });
    expect(trained).toBe(25);
    expect(
      leaks.map(({ levels }: { levels: Record<string, { seen: number }> }) => levels.mixes?.seen),
    ).toEqual([0, 0]);
  });

  test('takes off what is stored, and measures on it', async () => {
    await skillmix(['evaluate', FILE, '--budget', '1000000 tokens'], local());
    const prices = join(folder, 'prices.json');
    await writeFile(prices, JSON.stringify({ 'openai/*': { input: 1, output: 2 } }));
    const flags = ['plan', FILE, '--evaluate', '--prices', prices];
    const after = json(await skillmix([...flags, '--format', 'json'], local())).plans[0];
    expect([after.calls, after.stored, after.dollars.likely]).toEqual([48, 48, 0]);
    const more = await skillmix([...flags, '--generations', '3', '--format', 'json'], local());
    const [{ calls, stored, models, seconds, dollars }] = json(more).plans;
    expect([calls, stored]).toEqual([72, 48]);
    expect(models[0].measuredOnCalls).toBeGreaterThan(10);
    expect(dollars.low).toBe(dollars.high);
    expect(seconds).toBeGreaterThan(0);
    const { out } = await skillmix([...flags, '--generations', '3'], local());
    expect(out).toMatch(/measured on \d+ stored calls/u);
    expect(out).toMatch(/Budget: \$5\.00, of which \$[\d.]+ is spent/u);
  });

  test('knows no price of a provider’s model at another address, unless the user gives one', async () => {
    const { out } = await skillmix(['plan', FILE], local());
    expect(out).toContain('openai/gpt-4o: its price is not known. Give it with --prices');
    await writeFile(join(folder, 'p.json'), '{"openai/gpt-4o": {"input": 0}}');
    expect(await plan('--prices', 'p.json')).toMatchObject({
      code: 2,
      err: 'skillmix: p.json: The price of "openai/gpt-4o": "output" is missing.\n',
    });
  });

  test.each([
    [['--list'], 'skillmix: --list prints every mix: give --format csv or --format json with it.\n'],
    [
      ['--data', '--k', '9'],
      'skillmix: The data has no such part. It has k 1 (all skills, training topics) and k 2 (training).\n',
    ],
    [['--evaluate', '--split', 'x'], 'skillmix: There is no split "x". Known: training, held-out, all.\n'],
    [
      ['--evaluate', '--mixes', '30'],
      'skillmix: 30 different mixes of 2 skills and a topic cannot be drawn from the split "training": there are only 5 left, because the data draws the others. Lower "mixes", set "unseen: false", or add skills or topics.\n',
    ],
  ])('refuses %j and says what to do', async (args, err) => {
    expect(await plan(...args)).toEqual({ code: 2, out: '', err });
  });

  test('refuses a file with errors', async () => {
    await writeFile(join(folder, FILE), SKILLSET.replace('5 USD', '5 EUR'));
    expect(await plan()).toMatchObject({ code: 1, out: '' });
  });
});
