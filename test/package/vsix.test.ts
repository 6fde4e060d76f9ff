import { execFile } from 'node:child_process';
import { rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { packagedFiles, unpackExtension } from './packagedExtension.ts';

const run = promisify(execFile);

describe('the packed extension', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await unpackExtension();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('holds what it needs, what its readme shows, and nothing else', async () => {
    const files = await packagedFiles();
    const readme = new TextDecoder().decode(files.get('readme.md'));
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^):]+)\)/gu)].flatMap(([, path]) => path ?? []);
    expect([...files.keys()].sort()).toEqual(
      [
        'LICENSE.txt',
        'changelog.md',
        'dist/cli.cjs',
        'dist/cli.cjs.LEGAL.txt',
        'dist/engine.cjs',
        'dist/extension.cjs',
        'dist/job.js',
        'dist/jobs.cjs',
        'dist/lists.cjs',
        'dist/measuring.cjs',
        'dist/node_sqlite3.node',
        'dist/prices.cjs',
        'dist/re2js.cjs',
        'dist/re2js.cjs.LEGAL.txt',
        'dist/statistics.cjs',
        'dist/third-party-licenses.txt',
        'dist/report.css',
        'dist/report.js',
        'dist/webview.css',
        'dist/webview.js',
        'dist/webview.js.LEGAL.txt',
        'dist/yaml.cjs',
        'docs/problems.md',
        'media/activity.svg',
        'media/icon.png',
        'media/icon.svg',
        'media/language-configuration.json',
        'media/library/common-sense.skillset.yaml',
        'media/library/library.skillset.yaml',
        'media/library/literary.skillset.yaml',
        'media/library/logic.skillset.yaml',
        'media/library/physical-knowledge.skillset.yaml',
        'media/library/pragmatics.skillset.yaml',
        'media/library/reasoning.skillset.yaml',
        'media/library/rhetorical.skillset.yaml',
        'media/library/theory-of-mind.skillset.yaml',
        'media/library/topics.skillset.yaml',
        'media/skillset-dark.svg',
        'media/skillset-light.svg',
        'media/skillset.schema.json',
        'package.json',
        'readme.md',
        'syntaxes/skillset.tmLanguage.json',
        ...pictures,
      ].sort(),
    );
  });

  test('names the licence of every package in its bundles', async () => {
    const text = new TextDecoder().decode((await packagedFiles()).get('dist/third-party-licenses.txt'));
    for (const name of ['openai', '@anthropic-ai/sdk', 'sqlite3', 'yaml', 'valibot', 'commander'])
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  test('brings a SQLite that loads where there is no node_modules', async () => {
    const binary = createRequire(import.meta.url)(join(folder, 'dist/node_sqlite3.node'));
    expect(Object.keys(binary)).toContain('Database');
  });

  test('brings a command line that runs by itself', async () => {
    const file = join(folder, 'empty.skillset.yaml');
    await writeFile(file, 'skillset: 1\ntitle: Nothing yet\n');
    const { stdout } = await run(process.execPath, [
      join(folder, 'dist/cli.cjs'),
      'check',
      file,
      '--format',
      'json',
    ]);
    expect(JSON.parse(stdout)).toEqual([]);
  });

  test('stays small', async () => {
    const sizes = [...(await packagedFiles())].map(([path, bytes]) => `${path} ${bytes.length}`);
    console.log(sizes.join('\n'));
    const files = await packagedFiles();
    const host = ['dist/extension.cjs', 'dist/engine.cjs', 'dist/re2js.cjs', 'dist/yaml.cjs'].map(
      (path) => files.get(path)?.length ?? 0,
    );
    expect(host.reduce((sum, size) => sum + size)).toBeLessThan(1_000_000);
    expect((await stat(vsixPath())).size).toBeLessThan(4_000_000);
  });
});
