import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/adapters/store/connection.ts';
import { fillResults } from '../../../src/adapters/store/migrations/fillResults.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import { roundAlarms } from '../../../src/core/grading/verdict.ts';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { reportOf } from '../../../src/core/metrics/report.ts';
import { yieldsOf } from '../../../src/core/metrics/yields.ts';
import { createRandom, pick, type Random } from '../../../src/core/mixes/random.ts';
import type { SampleFilter, StorePort } from '../../../src/core/runs/ports.ts';
import type {
  Grading,
  GradingResult,
  MixId,
  MixRecord,
  RunId,
  Sample,
  SampleId,
  SampleResult,
} from '../../../src/core/runs/records.ts';
import type { Skill } from '../../../src/core/skillset/skillset.ts';
import { grading, run, sample } from './storeRecords.ts';

let folder: string;
let store: StorePort;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix-report-'));
  store = await openStore(join(folder, 'store.db'));
  await store.saveRun(run('run'));
  await store.saveRun(run('other run', { file: 'other.skillset.yaml' }));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe('a report from the facts of the SQLite store', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'is the one from the records themselves, for records drawn with seed %i',
    async (seed) => {
      await saveRecords(createRandom('report facts', seed));
      for (const filter of await someFilters()) {
        const facts = await store.reportFacts(filter);
        const expected = factsOf(await store.samples(filter), await store.gradings(filter));
        for (const nameRule of [true, false]) {
          const options = { nameRule, withoutCommon: nameRule };
          expect(reportOf(facts, options)).toEqual(reportOf(expected, options));
          const yieldOptions = { ...options, keep: 'all-skills' } as const;
          expect(yieldsOf(facts, yieldOptions)).toEqual(yieldsOf(expected, yieldOptions));
        }
      }
    },
  );

  it('is empty where the store is', async () => {
    expect(await store.reportFacts({})).toEqual(factsOf([], []));
  });

  it('counts more criteria than a 32-bit number has bits', async () => {
    const skills = Array.from({ length: 40 }, (_, index) => skillOf(index));
    const text = sample('long', { mix: { ...mixOf(skills, 'long'), split: 'all' } });
    await store.saveSample(text);
    const result = gradedBy(text.mix, () => 1);
    await store.saveGrading(grading('g', { sampleId: text.id, result }));
    const { cells } = reportOf(await store.reportFacts({}), { nameRule: true });
    expect(cells).toMatchObject([{ k: 40, fullMarks: { max: 1 } }]);
  });

  it.each([
    ['in one call', 'call 0123456789ab', 1],
    ['in two calls whose keys end alike', 'llac 0123456789ab', 0],
  ])('knows whether rounds with other words were graded %s', async (_, callKey, alarms) => {
    const text = sample('text');
    await store.saveSample(text);
    const says = (reason: string): GradingResult => ({
      kind: 'graded',
      points: criteriaOf(text.mix).map((criterion) => ({ criterion, point: 1, reason })),
    });
    const one = { sampleId: text.id, callKey: 'call 0123456789ab', result: says('This.') };
    await store.saveGrading(grading('one', { ...one, round: 1 }));
    await store.saveGrading(grading('two', { ...one, callKey, round: 2, result: says('That.') }));
    const { cells } = reportOf(await store.reportFacts({}), { nameRule: true });
    expect(cells).toMatchObject([{ identicalRounds: alarms }]);
  });

  it.each<readonly [string, GradingResult, GradingResult, number]>([
    ['could not be read', UNREADABLE, UNREADABLE, 1],
    ['could be read once', gradedBy(sample('text').mix, () => 1), UNREADABLE, 1],
    ['failed', { kind: 'failed', why: '!' }, { kind: 'failed', why: '!' }, 0],
  ])('counts rounds of one and the same call that %s, as their records do', async (_, one, two, alarms) => {
    const text = sample('text');
    await store.saveSample(text);
    const shared = { sampleId: text.id, callKey: 'call' };
    await store.saveGrading(grading('one', { ...shared, round: 1, result: one }));
    await store.saveGrading(grading('two', { ...shared, round: 2, result: two }));
    await store.saveGrading(grading('three', { sampleId: text.id, callKey: 'other', round: 3, result: one }));
    const gradings = await store.gradings({});
    const { cells } = reportOf(await store.reportFacts({}), { nameRule: true });
    expect(cells).toMatchObject([{ identicalRounds: alarms }]);
    expect(roundAlarms(gradings)).toHaveLength(alarms);
    expect(factsOf([text], gradings).judgements).toMatchObject([{ hasIdenticalRounds: alarms === 1 }]);
  });

  it.each([
    ['numbers that are none', `UPDATE results SET outcome = '0,1,x'`],
    ['too few numbers', `UPDATE results SET outcome = '0,2,1'`],
    ['a series that is gone', 'DELETE FROM series'],
    ['a judgement that is gone', 'DELETE FROM judgements'],
    ['a judgement in another form', `UPDATE judgements SET content = '["lab/judge"]'`],
    ['a mix that is gone', 'DELETE FROM mixes'],
  ])('tells of %s, instead of a wrong figure', async (_, sql) => {
    const text = sample('broken', { student: 'a\u001fb' });
    await store.saveSample(text);
    await store.saveGrading(grading('g', { sampleId: text.id }));
    expect(reportOf(await store.reportFacts({}), { nameRule: true }).cells).toHaveLength(1);
    const db = await connect(join(folder, 'store.db'));
    await db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
    await db.close();
    await expect(store.reportFacts({})).rejects.toMatchObject({ name: 'StoreError', kind: 'corrupt' });
  });

  it('says the same of samples that were written before there were results', async () => {
    await saveRecords(createRandom('report facts', 0));
    const before = reportOf(await store.reportFacts({}), { nameRule: true });
    const db = await connect(join(folder, 'store.db'));
    await db.exec('DELETE FROM results; DELETE FROM judgements; DELETE FROM series');
    await fillResults(db);
    await db.close();
    expect(before.skills).not.toHaveLength(0);
    expect(reportOf(await store.reportFacts({}), { nameRule: true })).toEqual(before);
  });
});

const UNREADABLE: GradingResult = { kind: 'unreadable', why: '?' };
const GRADERS = ['lab/judge', 'rule', 'übung/é'];

/** Samples of a few mixes in all states, graded by none to three graders, some rounds again and some the same. */
async function saveRecords(random: Random): Promise<void> {
  const skills = Array.from({ length: 8 }, (_, index) => skillOf(index));
  const samples = Array.from({ length: 60 }, (_, number) => drawSample(random, skills, number));
  const gradings = samples.flatMap((text) =>
    pick(GRADERS, random.below(4), random).flatMap((grader) =>
      Array.from({ length: 1 + random.below(4) }, () => drawGrading(random, text, grader)),
    ),
  );
  await Promise.all(samples.map((each) => store.saveSample(each)));
  await Promise.all(gradings.map((each) => store.saveGrading(each)));
}

let written = 0;

function drawSample(random: Random, skills: readonly Skill[], number: number): Sample {
  const k = 1 + random.below(3);
  const mix = mixOf(pick(skills, k, random), `mix ${k} ${random.below(6)}`);
  const temperature = pick([0, 0.7], 1, random)[0] ?? 0;
  const runId = (random.below(3) === 0 ? 'other run' : 'run') as RunId;
  const results: SampleResult[] = [
    { kind: 'unreadable', why: '?' },
    { kind: 'failed', why: '!' },
  ];
  return sample(`sample ${number}`, {
    runId,
    file: runId === 'run' ? 'study.skillset.yaml' : 'other.skillset.yaml',
    mix: { ...mix, split: ['training', 'all'][random.below(2)] ?? '', seed: random.below(2) },
    student: ['lab/writer', 'author'][random.below(2)] ?? '',
    createdAt: number,
    generation: number + 1,
    result: results[random.below(8)] ?? { kind: 'text', text: 'A text.' },
    ...(random.below(2) === 0 ? {} : { sampling: { temperature } }),
    ...(random.below(2) === 0 ? {} : { purpose: 'data' as const }),
  });
}

/** In a round that may have been graded before. */
function drawGrading(random: Random, text: Sample, grader: string): Grading {
  written += 1;
  const { callKey: _, ...bare } = grading(`grading ${written}`);
  const results: GradingResult[] = [
    { kind: 'unreadable', why: '?' },
    { kind: 'failed', why: '!' },
  ];
  return {
    ...bare,
    sampleId: text.id,
    grader,
    round: 1 + random.below(3),
    createdAt: written,
    ...(random.below(2) === 0 ? {} : { callKey: `call ${random.below(4)}` }),
    result: results[random.below(6)] ?? gradedBy(text.mix, random.below),
  };
}

function gradedBy(mix: MixRecord, below: (limit: number) => number): GradingResult {
  return {
    kind: 'graded',
    points: criteriaOf(mix).map((criterion) => ({
      criterion,
      point: below(4) === 0 ? 0 : 1,
      reason: `Reason ${below(2)}.`,
      ...(criterion.kind === 'skill' ? { quote: 'text', quoteFound: below(3) !== 0 } : {}),
      ...(below(6) === 0 && criterion.kind === 'skill' ? { named: true } : {}),
    })),
  };
}

/** The skills of a mix are those of its id, as in life. */
function mixOf(skills: readonly Skill[], name: string): MixRecord {
  const id = `${name} ${skills
    .map((skill) => skill.name.toLowerCase())
    .sort()
    .join('+')}` as MixId;
  return { id, skills, topic: { name: 'Sewing', aliases: [] }, split: 'all' };
}

/** The last two are the same name in other forms. */
function skillOf(index: number): Skill {
  const name = index === 7 ? 'SKILL 6' : `skill ${index}`;
  const category = `category ${index % 3}`;
  return { name, category, definition: 'd', example: 'e', aliases: [], common: index === 0 };
}

async function someFilters(): Promise<SampleFilter[]> {
  const [first, , third] = await store.samples({});
  const ids = [first?.id, third?.id].filter((id): id is SampleId => id !== undefined);
  return [{}, { file: 'study.skillset.yaml' }, { runId: 'other run' as RunId }, { ids }];
}
