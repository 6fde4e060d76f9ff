import { createHash } from 'node:crypto';
import { type Connection, connect } from '../../src/adapters/store/connection.ts';
import { fillResults } from '../../src/adapters/store/migrations/fillResults.ts';
import { openStore } from '../../src/adapters/store/sqliteStore.ts';

/** A store with results as a study of some days leaves them. */
export interface ScaleResults {
  readonly file: string;
  readonly samples: number;
  /** How long the reason of each point is: with few words the store is filled in half the time. */
  readonly reasonWords?: number;
}

const STUDENTS = ['lab/base', 'lab/tuned'];
const SPLITS = ['training', 'held-out'];
const GENERATIONS = 3;
const SKILLS = 100;
const SMALLEST_K = 2;
const DIFFERENT_K = 4;
/** Two rounds of one grader, and one of another. */
const ROUNDS = [
  { grader: 'lab/judge', round: 1 },
  { grader: 'lab/judge', round: 2 },
  { grader: 'lab/other', round: 1 },
] as const;

/** Fills a store by SQL that lists the rows: as many calls of the store would take minutes. */
export async function fillScaleResults(
  path: string,
  { file, samples, reasonWords = 10 }: ScaleResults,
): Promise<void> {
  await (await openStore(path)).close();
  const db = await connect(path);
  await db.exec('PRAGMA synchronous = OFF; BEGIN');
  await db.run(
    `INSERT INTO runs (id, kind, file, plan, started_at, state) VALUES ('scale', 'evaluate', ?, '{}', 0, 'done')`,
    [file],
  );
  await fillSkills(db);
  for (let first = 1; first <= samples; first += PART)
    await fillPart(db, file, reasonWords, first, Math.min(first + PART - 1, samples));
  await fillResults(db);
  await db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
}

/** The id of a text; the first is 1. */
export function scaleSampleId(number: number): string {
  return hash(`sample ${number}`);
}

export function scaleSkill(index: number): string {
  return `device ${index}`;
}

const PART = 5_000;

async function fillSkills(db: Connection): Promise<void> {
  const rows = Array.from({ length: SKILLS }, (_, index) => [
    index + 1,
    hash(`skill ${index}`),
    scaleSkill(index),
    `category ${index % 8}`,
  ]);
  await db.run(
    `INSERT INTO skill_texts (id, hash, name, category, definition, example, aliases, common)
     SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, 'A definition.', 'An example.', '[]', 0
     FROM json_each(?)`,
    [rows],
  );
}

async function fillPart(
  db: Connection,
  file: string,
  reasonWords: number,
  first: number,
  last: number,
): Promise<void> {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const mixes = [...new Set(numbers.map(mixOf))].map((mix) => {
    const skills = skillsOf(mix).map((index) => index + 1);
    return [mix, hash(`mix ${mix}`), SPLITS[mix % SPLITS.length], skills.length, JSON.stringify(skills)];
  });
  await db.run(
    `INSERT INTO mixes (id, hash, mix_id, topic, topic_aliases, split, seed, k, skills)
     SELECT value ->> 0, unhex(value ->> 1), value ->> 1, 'Sewing', '[]', value ->> 2, 10, value ->> 3, value ->> 4
     FROM json_each(?) WHERE TRUE ON CONFLICT DO NOTHING`,
    [mixes],
  );
  const samples = numbers.map((number) => [
    number,
    scaleSampleId(number),
    mixOf(number),
    STUDENTS[number % STUDENTS.length],
    1 + (number % GENERATIONS),
    wordsOf(number, 50),
  ]);
  await db.run(
    `INSERT INTO samples (number, id, run_id, file, mix, student, sampling, purpose, generation, prompt_version,
       created_at, kind, call_keys, text)
     SELECT value ->> 0, value ->> 1, 'scale', ?, value ->> 2, value ->> 3, '{"temperature":0.7}', 'evaluate',
       value ->> 4, 'p1', 1700000000000 + value ->> 0, 'text', '[]', value ->> 5 FROM json_each(?)`,
    [file, samples],
  );
  await fillGradings(db, numbers, reasonWords);
}

async function fillGradings(db: Connection, numbers: readonly number[], reasonWords: number): Promise<void> {
  const gradings = numbers.flatMap((number) =>
    ROUNDS.map(({ grader, round }, at) => {
      const skills = skillsOf(mixOf(number));
      const seed = number * ROUNDS.length + at;
      const points = [
        ...skills.map((index) => ['skill', scaleSkill(index)]),
        ['topic'],
        ['sense'],
        ['length'],
      ].map(([kind, skill = null], bit) => [
        kind,
        skill,
        pointOf(number, at, bit),
        wordsOf(seed + bit, reasonWords),
        null,
        null,
        0,
      ]);
      const earned = points.reduce((mask, point, bit) => mask + Number(point[2]) * 2 ** bit, 0);
      const reasons = points.map((point) => point[3]).join('\n');
      return {
        row: [seed, hash(`grading ${seed}`), number, grader, round, earned, points.length],
        points: [seed, points],
        reasons: [seed, reasons],
      };
    }),
  );
  await db.run(
    `INSERT INTO gradings (number, id, sample, grader, round, rubric_version, created_at, call_key, kind, earned, named,
       unquoted, criteria, words)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 'r1', 1700000000000 + value ->> 2,
       value ->> 1 || 'ab', 'graded', value ->> 5, 0, 0, value ->> 6, substr(value ->> 1, 1, 16) FROM json_each(?)`,
    [gradings.map(({ row }) => row)],
  );
  await db.run('INSERT INTO points (grading, content) SELECT value ->> 0, value ->> 1 FROM json_each(?)', [
    gradings.map(({ points }) => points),
  ]);
  await db.run(
    'INSERT INTO reason_words (rowid, reasons) SELECT value ->> 0, value ->> 1 FROM json_each(?)',
    [gradings.map(({ reasons }) => reasons)],
  );
}

/** Rounds mostly agree; later skills are harder, and the second student is better. */
function pointOf(number: number, round: number, bit: number): 0 | 1 {
  const noise = numberOf(`${number} ${bit}`) % 100;
  const doubt = numberOf(`${number} ${bit} ${round}`) % 100;
  const isEarned = noise < 60 + (number % STUDENTS.length) * 20 - bit;
  return isEarned !== doubt < 5 ? 1 : 0;
}

function mixOf(sample: number): number {
  return Math.ceil(sample / (GENERATIONS * STUDENTS.length));
}

function skillsOf(mix: number): number[] {
  const k = SMALLEST_K + (mix % DIFFERENT_K);
  return Array.from({ length: k }, (_, place) => (mix * 7 + place * 31) % SKILLS);
}

/** Few words are frequent and many are rare, as in any language. */
function wordsOf(seed: number, count: number): string {
  let state = (seed * 2_654_435_761) % 2 ** 32;
  let words = '';
  for (let place = 0; place < count; place += 1) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    words += `${place === 0 ? '' : ' '}${WORDS[Math.floor((state / 2 ** 32) ** 3 * WORDS.length)]}`;
  }
  return words;
}

const WORDS = Array.from({ length: 8_000 }, (_, index) => wordOf(index));

function wordOf(index: number): string {
  const syllables = [
    'ka',
    'to',
    'mi',
    'ren',
    'so',
    'lu',
    'vo',
    'shi',
    'dan',
    'pe',
    'gra',
    'nu',
    'fel',
    'wi',
    'ho',
    'ba',
    'ty',
    'que',
    'zim',
    'or',
  ];
  const of = (place: number): string => syllables[Math.floor(index / 20 ** place) % 20] ?? '';
  return `${of(0)}${of(1)}${of(2)}${of(3)}`;
}

function numberOf(text: string): number {
  let value = 7;
  for (let at = 0; at < text.length; at += 1) value = (value * 31 + text.charCodeAt(at)) % 1_000_003;
  return value;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
