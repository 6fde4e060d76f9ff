import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { grading, run, sample } from './storeRecords.ts';

const LOOK = { nameRule: true, graders: ['lab/judge'] };
const FILE = '/a/study.skillset.yaml';
const TEXTS = 120;
const SEARCHES = 600;

/** Letters, old and newer than SQLite's tables; marks; signs, old and newer; what means something to FTS5. */
const PIECES = [
  ...['seam', 'Seam', 'sea', 'naïve', 'naive', 'nai\u0308ve', 'ΣΕΑ', 'шов', 'Шов', '7', '1984', 'ß', 'x'],
  ...[
    '縫い目',
    '縫',
    '바느질',
    'ตะเข็บ',
    'सीवन',
    'חוט',
    '\u{1e922}\u{1e923}',
    '\u10d3\u10d0',
    '\u1c90',
    '\u{16ea0}',
    '\u{2ebf0}',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    '\n',
    '.',
    ',',
    '-',
    '—',
    '_',
    "'",
    '’',
    '“',
    '"',
    '""',
    '*',
    '(',
    ')',
    '^',
    ':',
    '{',
    '}',
    '+',
    '\\',
    ';',
    '%',
  ],
  ...[
    'AND',
    'OR',
    'NOT',
    'NEAR',
    'NEAR(',
    'text',
    'text:',
    'rowid',
    '--',
    '/*',
    "' OR 1=1 --",
    '?1',
    '\u0000',
  ],
  ...[
    '🧵',
    '🤔',
    '✂️',
    '❤️',
    '👩‍🔬',
    '🇪🇺',
    '1️⃣',
    '🪡',
    '⭐',
    '\u{1f9f5}'.slice(0, 1),
    '₿',
    '\u2066',
    '\u200d',
    '\ufe0f',
    '\ue000',
  ],
];

let folder: string;
let real: StorePort;
let plain: StorePort;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix-search-'));
  real = await openStore(join(folder, 'store.db'));
  plain = fakeStore();
  const draw = drawer(1);
  await both((store) => store.saveRun(run('run')));
  for (let number = 0; number < TEXTS; number += 1) {
    const text = sample(`text ${number}`, { result: { kind: 'text', text: draw(8) } });
    const points = criteriaOf(text.mix).map((criterion) => ({
      criterion,
      point: 1 as const,
      reason: draw(3),
    }));
    const said = grading(`round ${number}`, { sampleId: text.id, result: { kind: 'graded', points } });
    await both((store) => store.saveSample(text));
    await both((store) => store.saveGrading(said));
  }
});

afterAll(async () => {
  await real?.close();
  await rm(folder, { recursive: true });
});

it('finds for whatever is typed just the texts that hold its words', async () => {
  const draw = drawer(2);
  let found = 0;
  for (let time = 0; time < SEARCHES; time += 1) {
    const search = draw(1 + (time % 4));
    const query = { file: FILE, filter: { search }, look: LOOK };
    const list = await real.resultList(query);
    expect(list, JSON.stringify(search)).toEqual(await plain.resultList(query));
    found += list.numbers.length;
  }
  expect(found, 'not all searches are in vain').toBeGreaterThan(SEARCHES);
});

it('finds words beside signs that are newer than SQLite’s tables, and where an emoji was cut', async () => {
  for (const store of [real, plain]) {
    await store.saveSample(sample('newer', { result: { kind: 'text', text: '🧵hem🤔 ❤️cuff \ud83e' } }));
    await store.saveSample(sample('cut', { result: { kind: 'text', text: 'a hem\ud83e' } }));
    for (const [search, count] of [
      ['hem ', 2],
      ['cuff ', 1],
      ['hem 🧵 ', 2],
      ['🧵', 0],
    ] as const) {
      const { numbers } = await store.resultList({ file: FILE, filter: { search }, look: LOOK });
      expect(numbers, search).toHaveLength(count);
    }
  }
});

async function both(work: (store: StorePort) => Promise<void>): Promise<void> {
  await work(real);
  await work(plain);
}

/** Gives so many pieces after each other: the same with each run of the tests. */
function drawer(seed: number): (count: number) => string {
  let state = seed;
  return (count) =>
    Array.from({ length: count }, () => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return PIECES[Math.floor((state / 2 ** 32) * PIECES.length)];
    }).join('');
}
