import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../../src/adapters/store/sqliteStore.ts';
import { criteriaOf } from '../../../src/core/grading/criterion.ts';
import { wordsIn } from '../../../src/core/results/searchWords.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { Grading, RunId, Sample } from '../../../src/core/runs/records.ts';
import type { PanelFilter } from '../../../src/protocol/panel.ts';
import { skill } from '../../support/mixes.ts';
import { fillScaleResults, scaleSkill } from '../../support/scaleResults.ts';
import { grading, review, sample } from './storeRecords.ts';

const FILE = 'study.skillset.yaml';
const LOOK = { nameRule: true, graders: ['lab/judge'] };
const SAMPLES = 2_500;

const added = sample('added', {
  file: FILE,
  runId: 'scale' as RunId,
  student: 'lab/new',
  mix: { ...sample('added').mix, skills: [skill(scaleSkill(3))] },
  result: { kind: 'text', text: 'kakakaka unheard' },
});

function judged(round: number, point: 0 | 1): Grading {
  const points = criteriaOf(added.mix).map((criterion) => ({ criterion, point, reason: 'So.' }));
  return grading(`added ${round}`, {
    sampleId: added.id,
    round,
    callKey: `${round}`,
    result: { kind: 'graded', points },
  });
}

let folder: string;
let page: StorePort;
let run: StorePort;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skillmix-lists-'));
  const path = join(folder, 'store.db');
  await fillScaleResults(path, { file: FILE, samples: SAMPLES });
  page = await openStore(path);
  run = await openStore(path);
});

afterAll(async () => {
  await page?.close();
  await run?.close();
  await rm(folder, { recursive: true });
});

async function count(filter: PanelFilter): Promise<number> {
  return (await page.resultList({ file: FILE, filter, look: LOOK })).numbers.length;
}

it('find a word that very many reasons hold just where it stands', async () => {
  const ids = (await page.samples({ file: FILE })).filter((each) => !hasBeginning(textOf(each), 'ka'));
  const rounds = await page.gradings({ ids: ids.map(({ id }) => id) });
  const inReasons = new Set(
    rounds.filter((each) => hasBeginning(reasonsOf(each), 'ka')).map((each) => each.sampleId),
  );
  expect(inReasons.size).toBeGreaterThan(0);
  expect(await count({ search: 'ka' })).toBe(SAMPLES - ids.length + inReasons.size);
});

it('have what another process has written since they were last asked for', async () => {
  const filters: readonly PanelFilter[] = [
    {},
    { skill: scaleSkill(3) },
    { missed: `skill:${scaleSkill(3)}` },
    { search: 'ka' },
    { search: 'unheard' },
    { disagreement: 'rounds' },
    { reviewed: true },
  ];
  const before = await Promise.all(filters.map(count));
  const choices = await page.resultChoices(FILE);
  expect(await Promise.all(filters.map(count)), 'asked for again').toEqual(before);

  await run.saveSample(added);
  await run.saveGrading(judged(1, 0));
  await run.saveGrading(judged(2, 1));
  await run.saveGrading(judged(3, 0));
  await run.saveReview(review('review', { sampleId: added.id }));

  expect(await Promise.all(filters.map(count))).toEqual(before.map((each) => each + 1));
  expect((await page.resultChoices(FILE)).students).toEqual(['lab/base', 'lab/new', 'lab/tuned']);
  expect(choices.students).toEqual(['lab/base', 'lab/tuned']);
});

function textOf({ result }: Sample): string {
  return result.kind === 'text' ? result.text : '';
}

function reasonsOf({ result }: Grading): string {
  return result.kind === 'graded' ? result.points.map(({ reason }) => reason).join(' ') : '';
}

function hasBeginning(text: string, beginning: string): boolean {
  return wordsIn(text).some((word) => word.startsWith(beginning));
}
