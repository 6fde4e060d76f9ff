import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fixFile } from '../../../src/cli/fixFile.ts';

const LIBRARY = `skillset: 1
skills:
  - { name: irony, categry: literary, definition: The opposite is meant., example: Lovely weather. }
topics: [Sewing]
`;
const MAIN = `skillset: 1
include: library.skillset.yaml
mixes:
  - { skills: [irony, Irony], topic: Sowing } # kept
  - { skills: [something else], topic: Sewing }
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix-fix-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('mends a file and what it includes, and leaves what has no one answer', async () => {
  const main = join(folder, 'main.skillset.yaml');
  const library = join(folder, 'library.skillset.yaml');
  await writeFile(main, MAIN);
  await writeFile(library, LIBRARY);
  await fixFile(main);
  expect(await readFile(library, 'utf8')).toBe(LIBRARY.replace('categry', 'category'));
  const mended = MAIN.replace('[irony, Irony], topic: Sowing', '[irony], topic: Sewing');
  expect(await readFile(main, 'utf8')).toBe(mended);
  await fixFile(main);
  expect(await readFile(main, 'utf8')).toBe(mended);
});
