import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Value } from '../../../src/adapters/store/connection.ts';
import { firstTables } from '../../../src/adapters/store/migrations/0001-first-tables.ts';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { GradingId } from '../../../src/core/runs/records.ts';
import { call, endpoint, failure, grading, reply, request, run, sample } from './storeRecords.ts';

describe('a store that the first version wrote', () => {
  let folder: string;
  let file: string;
  let store: StorePort;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'skillmix-first-'));
    file = join(folder, 'store.db');
    await writeFirstVersion(file);
    store = await openStore(file);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('gives everything back as it was saved', async () => {
    expect(await store.findCall('replied')).toEqual(call('replied', reply));
    expect(await store.findCall('failed')).toEqual(call('failed', failure));
    expect(await store.findCall('asked')).toBeUndefined();
    expect((await store.runs()).map(({ id }) => id)).toEqual(['run']);
    expect(await store.samples({})).toEqual([oldSample]);
    expect(await store.gradings({})).toEqual([grading('grading'), unreadable]);
  });

  it('keeps a copy from before', async () => {
    expect(await readdir(folder)).toContain('store.db.v1.bak');
  });

  it('counts and claims its calls', async () => {
    expect(await store.spent({})).toMatchObject([
      { model: request.model, purpose: 'generate', calls: 1, input: 12 },
    ]);
    expect(await store.claimCall('replied', endpoint, request)).toMatchObject({ kind: 'replied' });
    expect(await store.claimCall('failed', endpoint, request)).toEqual({ kind: 'claimed' });
    expect(await store.claimCall('asked', endpoint, request)).toEqual({ kind: 'claimed' });
  });

  it('does not keep its skills and mixes a second time', async () => {
    await store.saveSample({ ...oldSample, id: sample('new').id });
    expect(
      await execute('SELECT (SELECT count(*) FROM mixes) AS mixes, count(*) AS skills FROM skill_texts'),
    ).toEqual([{ mixes: 1, skills: 2 }]);
  });

  it('holds the facts of its gradings as a new one would', async () => {
    await store.saveGrading(grading('new', { round: 2 }));
    expect((await store.findGrading('new' as GradingId))?.round).toBe(2);
    const facts = await execute('SELECT earned, named, unquoted, criteria, words FROM gradings ORDER BY id');
    const [old, fresh, unread] = facts;
    expect(old).toEqual(fresh);
    expect(old).toMatchObject({ earned: 0b01110, named: 0b00001, unquoted: 0, criteria: 5 });
    expect(unread).toEqual({ earned: null, named: null, unquoted: null, criteria: null, words: null });
  });

  async function execute(sql: string): Promise<unknown[]> {
    const connection = await connect(file);
    const rows = await connection.all(sql);
    await connection.close();
    return rows;
  }
});

const { sampling: _, purpose: __, ...oldSample } = sample('sample');
const unreadable = grading('unreadable', {
  createdAt: 1_700_000_000_003,
  result: { kind: 'unreadable', why: 'no JSON' },
});

/** As the first version wrote it. */
async function writeFirstVersion(file: string): Promise<void> {
  const db = await connect(file);
  await db.exec(firstTables.sql);
  await db.exec(`PRAGMA user_version = 1; PRAGMA application_id = ${0x536b4d78}`);
  const insert = (table: string, row: { readonly [column: string]: Value }): Promise<void> => {
    const columns = Object.keys(row).map((column) => `"${column}"`);
    const places = columns.map(() => '?');
    return db.run(`INSERT INTO ${table} (${columns.join()}) VALUES (${places.join()})`, Object.values(row));
  };
  const asked = {
    endpoint_name: endpoint.name,
    endpoint_kind: endpoint.kind,
    endpoint_address: endpoint.address,
    model: request.model,
    request: JSON.stringify(request),
  };
  const ended = { ...asked, purpose: 'generate', started_at: 1e12, duration: 51.25, tries: 2 };
  await insert('calls', { ...asked, key: 'asked', state: 'asked' });
  if (failure.kind === 'failure')
    await insert('calls', {
      ...ended,
      key: 'failed',
      state: 'failed',
      failure: JSON.stringify(failure.failure),
    });
  if (reply.kind === 'reply')
    await insert('calls', {
      ...ended,
      key: 'replied',
      state: 'replied',
      reply_text: reply.reply.text,
      finish: 'stop',
      input_tokens: 12,
      output_tokens: 7,
      raw: JSON.stringify(reply.reply.raw),
    });
  const { id, kind, file: skillset, plan, startedAt, state } = run('run');
  await insert('runs', {
    id,
    kind,
    file: skillset,
    plan: JSON.stringify(plan),
    started_at: startedAt,
    state,
  });
  await insertSample(insert);
  await insertGradings(insert);
  await db.close();
}

type Insert = (table: string, row: { readonly [column: string]: Value }) => Promise<void>;

/** Digests as the first version made them of these skills and this mix. */
const SKILLS = [
  'feadb789d210cf029a1363bcad38eac4a3a5cb2b5493788fac2db0742bf0fede',
  '9ed6fed4f4309212aed2a008f7d8a021cab5d7a5d7b8a7faa07f1703bc5d9988',
];
const MIX = '4878e29c92d84a57bb3f78fc9a7d67c55a6bbeef2cf9c97036d1273cf6bbe052';

async function insertSample(insert: Insert): Promise<void> {
  const { mix, result } = oldSample;
  for (const [index, { aliases, common, check = null, ...skill }] of mix.skills.entries())
    await insert('skill_texts', {
      ...skill,
      id: SKILLS[index] ?? '',
      aliases: JSON.stringify(aliases),
      common: common ? 1 : 0,
      check,
    });
  await insert('mixes', {
    version: MIX,
    mix_id: mix.id,
    topic: mix.topic.name,
    topic_aliases: JSON.stringify(mix.topic.aliases),
    split: mix.split,
    seed: mix.seed ?? null,
    k: 2,
  });
  for (const [position, skill] of SKILLS.entries())
    await insert('mix_skills', { mix_version: MIX, position, skill_id: skill });
  await insert('samples', {
    id: oldSample.id,
    run_id: oldSample.runId,
    file: oldSample.file,
    mix_version: MIX,
    student: oldSample.student,
    generation: 1,
    prompt_version: 'p1',
    created_at: oldSample.createdAt,
    call_keys: JSON.stringify(oldSample.callKeys),
    draft: oldSample.draft ?? null,
    kind: 'text',
    text: result.kind === 'text' ? result.text : null,
    explanation: result.kind === 'text' ? (result.explanation ?? null) : null,
  });
}

async function insertGradings(insert: Insert): Promise<void> {
  for (const each of [unreadable, grading('grading')]) {
    const { result } = each;
    await insert('gradings', {
      id: each.id,
      sample_id: each.sampleId,
      grader: each.grader,
      round: each.round,
      rubric_version: each.rubricVersion,
      created_at: each.createdAt,
      call_key: each.callKey ?? null,
      kind: result.kind,
      why: result.kind === 'graded' ? null : result.why,
    });
    if (result.kind !== 'graded') continue;
    for (const [position, point] of result.points.entries())
      await insert('points', {
        grading_id: each.id,
        position,
        kind: point.criterion.kind,
        skill: point.criterion.kind === 'skill' ? point.criterion.skill : null,
        point: point.point,
        reason: point.reason,
        quote: point.quote ?? null,
        quote_found: flagOf(point.quoteFound),
        named: flagOf(point.named),
      });
  }
}

function flagOf(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value);
}
