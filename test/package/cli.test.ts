import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fakeReply } from '../support/providerServer/fakeReply.ts';
import { type ProviderServer, startProviderServer } from '../support/providerServer/providerServer.ts';

const CLI = resolve('dist/cli.cjs');

const SKILLSET = `skillset: 1
title: Command line
skills:
  - name: rhetorical question
    category: rhetorical
    definition: A query that is made for its effect and wants no answer.
    example: Who would not like a quieter home?
    check: '\\?'
  - name: simile
    category: literary
    definition: Two unlike things are compared by means of a word such as "like" or "as".
    example: The old gate sang like a kettle.
    check: '\\b(like|as)\\b'
  - name: red herring
    category: rhetorical
    definition: Something irrelevant is brought in to draw attention away.
    example: Asked about the deficit, the senator praised the harbour.
topics: [Sewing, Beekeeping, Urbanism]
mixes:
  - skills: [rhetorical question, simile]
    topic: Sewing
`;

let folder: string;
let provider: ProviderServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix cli '));
  provider = await startProviderServer();
  await writeFile(join(folder, 'a.skillset.yaml'), SKILLSET);
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

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OPENAI_BASE_URL: `${provider.url}/v1`,
    ANTHROPIC_BASE_URL: provider.url,
    OPENAI_API_KEY: 'sk-test-secret',
    ANTHROPIC_API_KEY: '',
  };
}

/** As at the end of a pipe whose reader has gone: what is written to `closed` meets nobody. */
function skillmixUnread(closed: 'stdout' | 'stderr', ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: environment() });
    child[closed].destroy();
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (piece) => (said[name] += piece));
    child.on('close', (code) => done({ code: code ?? -1, out: said.stdout, err: said.stderr }));
  });
}

function skillmix(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { cwd: folder, env: environment() }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('skillmix check', () => {
  test('says nothing is wrong with a sound file', async () => {
    expect(await skillmix('check', 'a.skillset.yaml', '--format', 'json')).toMatchObject({
      code: 0,
      out: '[]\n',
    });
  });

  test('lists problems with positions from 1, and ends with 1', async () => {
    await writeFile(
      join(folder, 'b.skillset.yaml'),
      SKILLSET.replace('[rhetorical question, simile]', '[rhetorical qestion, simile]'),
    );
    const { code, out } = await skillmix('check', 'b.skillset.yaml', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        file: 'b.skillset.yaml',
        ...{ line: 20, column: 14, endLine: 20, endColumn: 32 },
        severity: 'error',
        code: 'unknown-skill',
        message: expect.stringContaining('rhetorical question'),
      },
    ]);
  });
});

describe('skillmix generate, grade and report', () => {
  test('do the whole loop, and every figure comes from the store', async () => {
    const generated = await skillmix(
      'generate',
      'a.skillset.yaml',
      '--student',
      'openai/fake-writer',
      '--format',
      'json',
    );
    expect(generated.code).toBe(0);
    expect(JSON.parse(generated.out)).toMatchObject({
      failed: 0,
      samples: [{ state: 'text', k: 2, split: 'mixes', topic: 'Sewing' }],
    });
    const drawn = ['--k', '1', '--k', '2', '--count', '3', '--seed', '5'];
    expect(
      (await skillmix('generate', 'a.skillset.yaml', ...drawn, '--student', 'openai/fake-writer')).code,
    ).toBe(0);
    const graded = await skillmix(
      'grade',
      'a.skillset.yaml',
      '--grader',
      'rule',
      '--grader',
      'anthropic/fake-writer',
      '--rounds',
      '3',
      '--format',
      'json',
    );
    expect(graded.code).toBe(0);
    const report = JSON.parse((await skillmix('report', '--format', 'json')).out);
    expect(report.intervals).toMatchObject({
      level: 0.95,
      unit: 'mix',
      method: expect.stringContaining('Wilson'),
    });
    const cells: {
      grader: string;
      split: string;
      k: number;
      samples: number;
      unreadable: number;
      fullMarks: object;
    }[] = report.cells;
    const model = cells.filter(({ grader }) => grader === 'anthropic/fake-writer');
    expect(model.map(({ split, k, samples }) => [split, k, samples])).toEqual([
      ['all', 1, 3],
      ['all', 2, 3],
      ['mixes', 2, 1],
    ]);
    for (const { fullMarks } of model)
      expect(Object.keys(fullMarks)).toEqual(expect.arrayContaining(['max', 'mean', 'low', 'high']));
    expect(report.skills[0]).toMatchObject({
      name: expect.any(String),
      category: expect.any(String),
      tried: expect.any(Number),
    });
  });

  test('pay nothing twice', async () => {
    const args = [
      'generate',
      'a.skillset.yaml',
      '--k',
      '2',
      '--count',
      '4',
      '--student',
      'openai/fake-writer',
    ];
    await skillmix(...args);
    await skillmix('grade', 'a.skillset.yaml', '--grader', 'openai/fake-writer', '--rounds', '2');
    const paid = provider.received;
    expect(paid).toBe(4 * 2 + 4 * 2);
    expect((await skillmix(...args)).code).toBe(0);
    expect(
      (await skillmix('grade', 'a.skillset.yaml', '--grader', 'openai/fake-writer', '--rounds', '2')).code,
    ).toBe(0);
    expect(provider.received).toBe(paid);
  });

  test('a key stays out of the store and of every message', async () => {
    provider.answer(() => ({ kind: 'error', status: 401, message: 'Incorrect API key: sk-test-secret' }));
    const { code, out, err } = await skillmix(
      'generate',
      'a.skillset.yaml',
      '--student',
      'openai/fake-writer',
      '--store',
      'x.db',
    );
    expect(code).toBe(1);
    expect(out + err).not.toContain('sk-test-secret');
    expect((await readFile(join(folder, 'x.db'))).includes('sk-test-secret')).toBe(false);
  });

  test('the store stands beside the skillset and hides itself from git', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    expect(existsSync(join(folder, '.skillmix/skillmix.db'))).toBe(true);
    expect((await readFile(join(folder, '.skillmix/.gitignore'), 'utf8')).trim()).toBe('*');
  });

  test('another store can be named', async () => {
    await skillmix(
      'generate',
      'a.skillset.yaml',
      '--student',
      'openai/fake-writer',
      '--store',
      'elsewhere/b.db',
    );
    expect(existsSync(join(folder, '.skillmix'))).toBe(false);
    const report = await skillmix(
      'report',
      'a.skillset.yaml',
      '--store',
      'elsewhere/b.db',
      '--format',
      'json',
    );
    expect(JSON.parse(report.out).cells).toHaveLength(1);
  });

  test('a reader that has gone ends a report quietly', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    expect(await skillmixUnread('stdout', 'report', 'a.skillset.yaml')).toMatchObject({ code: 0, err: '' });
  });

  test('a run that nobody can see any more ends in good order', async () => {
    const args = [
      '--k',
      '2',
      '--count',
      '9',
      '--student',
      'openai/m',
      '--concurrency',
      '1',
      '--format',
      'json',
    ];
    const { code, out } = await skillmixUnread('stderr', 'generate', 'a.skillset.yaml', ...args);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ cancelled: true });
  });

  test('a key that is not set is missed only where its endpoint is used', async () => {
    const lab = { kind: 'openai', baseUrl: 'http://127.0.0.1:9/v1', apiKeyEnv: 'SKILLMIX_NO_SUCH_KEY' };
    await writeFile(join(folder, 'endpoints.json'), JSON.stringify({ lab }));
    const args = ['generate', 'a.skillset.yaml', '--endpoints', 'endpoints.json', '--student'];
    expect((await skillmix(...args, 'openai/m')).code).toBe(0);
    expect(await skillmix(...args, 'lab/m')).toMatchObject({
      code: 2,
      err: expect.stringContaining('SKILLMIX_NO_SUCH_KEY'),
    });
  });

  test('a wait for the endpoint is told with its reason', async () => {
    let asked = 0;
    provider.answer((request) => {
      asked += 1;
      return asked === 1 ? { kind: 'rate-limit', retryAfterMs: '10' } : fakeReply(request);
    });
    const { code, err } = await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/m');
    expect(code).toBe(0);
    expect(err).toMatch(/asked too often .* Trying again in 1 s\./u);
  });

  test('gradings of which none can be read are work that failed', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    provider.answer(() => 'I liked it.');
    const { code, out } = await skillmix('grade', 'a.skillset.yaml', '--grader', 'openai/m', '--rounds', '2');
    expect([code, out]).toEqual([1, '2 gradings: 0 stored before, 2 unreadable, 0 failed, 0 not asked.\n']);
  });

  test('a grading that was cut off can be given more tokens', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    await skillmix(
      'grade',
      'a.skillset.yaml',
      '--grader',
      'openai/m',
      '--rounds',
      '1',
      '--max-tokens',
      '900',
    );
    expect(JSON.stringify(provider.requests.at(-1)?.body)).toMatch(/"max_(completion_)?tokens":900/);
  });

  test('a report on a file that is neither there nor in the store is wrong usage', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    const { code, out, err } = await skillmix('report', 'aa.skillset.yaml');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('There is no file aa.skillset.yaml');
  });

  test('the results of a file that is gone can still be read', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--student', 'openai/fake-writer');
    await rm(join(folder, 'a.skillset.yaml'));
    const { code, out } = await skillmix('report', 'a.skillset.yaml');
    expect(code).toBe(0);
    expect(out).toContain('openai/fake-writer');
  });

  test('a file with errors costs nothing', async () => {
    await writeFile(join(folder, 'b.skillset.yaml'), SKILLSET.replace('simile]', 'smile]'));
    const { code, err } = await skillmix('generate', 'b.skillset.yaml', '--student', 'openai/fake-writer');
    expect(code).toBe(1);
    expect(err).toContain('unknown-skill');
    expect(provider.received).toBe(0);
  });

  test('the rule grader says which skills carry no check', async () => {
    await skillmix('generate', 'a.skillset.yaml', '--k', '3', '--student', 'openai/fake-writer');
    const { code, err } = await skillmix('grade', 'a.skillset.yaml', '--grader', 'rule');
    expect(code).toBe(1);
    expect(err).toContain('"red herring" carries no check');
  });

  test('a text written by hand is graded as the author’s', async () => {
    await writeFile(join(folder, 'a.skillset.yaml'), `${SKILLSET}    text: Who sews like a spider?\n`);
    expect((await skillmix('grade', 'a.skillset.yaml', '--grader', 'rule')).code).toBe(0);
    const report = JSON.parse((await skillmix('report', '--format', 'json')).out);
    expect(report.cells).toMatchObject([{ student: 'author', grader: 'rule', k: 2 }]);
  });
});

describe('wrong usage ends with 2 and says so on standard error', () => {
  test.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['check', '--frobnicate', 'a.skillset.yaml']],
    ['no file', ['generate']],
    ['a file that is not there', ['check', 'missing.skillset.yaml']],
    ['a student that is no endpoint/model', ['generate', 'a.skillset.yaml', '--student', 'gpt']],
    ['an unknown endpoint', ['generate', 'a.skillset.yaml', '--student', 'nowhere/gpt']],
    ['no student', ['generate', 'a.skillset.yaml']],
    [
      'an unknown split',
      ['generate', 'a.skillset.yaml', '--k', '1', '--split', 'nowhere', '--student', 'openai/m'],
    ],
    [
      'more mixes than there are',
      ['generate', 'a.skillset.yaml', '--k', '1', '--count', '99', '--student', 'openai/m'],
    ],
    ['a mix that is not there', ['generate', 'a.skillset.yaml', '--mix', '9', '--student', 'openai/m']],
    ['a bad number', ['grade', 'a.skillset.yaml', '--grader', 'rule', '--rounds', '0']],
    ['an unknown format', ['report', '--format', 'xml']],
    ['no store', ['report']],
  ])('%s', async (_what, args) => {
    const { code, out, err } = await skillmix(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.trim()).not.toBe('');
  });

  test.each(['check', 'generate', 'grade', 'report'])(
    '%s --help explains itself and ends with 0',
    async (command) => {
      const { code, out } = await skillmix(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`Usage: skillmix ${command}`);
    },
  );
});
