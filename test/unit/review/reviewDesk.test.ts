import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { createReviewDesk } from '../../../src/core/review/reviewDesk.ts';
import type { StorePort } from '../../../src/core/runs/ports.ts';
import type { Sample } from '../../../src/core/runs/records.ts';
import type { ReviewAnswer, ReviewView } from '../../../src/protocol/review.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { RUN } from '../../support/runs.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

const FILE = '/study.skillset.yaml';
let store: StorePort;
let texts: Sample[];
let now: number;

beforeEach(async () => {
  now = 1;
  store = fakeStore();
  texts = Array.from({ length: 12 }, (_, index) =>
    sample({
      mix: `mix ${index}`,
      student: 'secret/student',
      result: { kind: 'text', text: `Text ${index}.` },
    }),
  );
  for (const text of texts) {
    await store.saveRun({ ...RUN, id: text.runId, file: FILE });
    await store.saveSample(text);
    const grading = round(text, '10 111', { grader: 'secret/judge' });
    if (grading.result.kind !== 'graded') throw new Error('It is graded.');
    const points = grading.result.points.map((point) => ({
      ...point,
      reason: 'secret reason',
      quote: 'Text',
    }));
    await store.saveGrading({ ...grading, result: { kind: 'graded', points } });
  }
});

function desk(reviewer = 'ann') {
  return createReviewDesk({
    ...{ store, file: FILE, reviewer, seed: 1, digest: sha256, graders: [] },
    clock: { now: () => ++now },
  });
}

function idIn({ stage }: ReviewView): string {
  if (stage.kind !== 'question' && stage.kind !== 'revealed') throw new Error(`It is ${stage.kind}.`);
  return stage.question.sampleId;
}

const YES: readonly ReviewAnswer[] = [
  { criterion: 'skill:a', point: 1, reason: 'It does.' },
  { criterion: 'skill:b', point: 1, reason: '' },
];

describe('the review desk', () => {
  it('asks without a word of the student, of the graders, their points, reasons and evidence, or why', async () => {
    const view = await (await desk()).open();
    const { parts: _, ...asked } = view;
    const words = JSON.stringify(asked);
    expect(view.stage.kind).toBe('question');
    expect(words).not.toMatch(
      /secret|grader|round|point|quote|verdict|random|near-miss|disagreement|generation/u,
    );
    const { stage } = view;
    expect(Object.keys(stage.kind === 'question' ? stage.question : {}).sort()).toEqual([
      'criteria',
      'sampleId',
      'text',
    ]);
  });

  it('shows the same progress while it asks, whatever the text was chosen for', async () => {
    const { parts } = await (await desk()).open();
    expect(parts.map(({ reviewed }) => reviewed)).toEqual([0, 0, 0]);
  });

  it('keeps the first word as blind, and then shows everybody’s points beside it', async () => {
    const at = await desk();
    const id = idIn(await at.open());
    const view = await at.answer(id, YES);
    expect(view.stage).toMatchObject({
      ...{ kind: 'revealed', answers: YES },
      detail: { sample: { student: 'secret/student' } },
    });
    const [review] = await store.reviews({});
    expect(review).toMatchObject({ sampleId: id, reviewer: 'ann', isBlind: true, points: YES });
    expect(view.parts.some(({ reviewed }) => reviewed > 0)).toBe(true);
  });

  it('appends what is amended after that as not blind, and only that, and goes on', async () => {
    const at = await desk();
    const id = idIn(await at.open());
    await at.answer(id, YES);
    const amended = { criterion: 'skill:b', point: 0, reason: 'I see now.' } as const;
    const next = await at.answer(id, [...YES.slice(0, 1), amended]);
    expect(idIn(next)).not.toBe(id);
    const [first, second] = await store.reviews({});
    expect(second).toMatchObject({ sampleId: id, isBlind: false, points: [amended], draw: first?.draw });
  });

  it('keeps nothing where nothing was amended, or where the answer is about another text', async () => {
    const at = await desk();
    const id = idIn(await at.open());
    await at.answer(id, []);
    await at.answer('another', YES);
    await at.answer(id, [{ criterion: 'skill:unheard of', point: 1, reason: '' }]);
    expect(await store.reviews({})).toEqual([]);
    await at.answer(id, YES);
    await at.answer(id, YES);
    expect(await store.reviews({})).toHaveLength(1);
  });

  it('brings skipped texts again after all others, and keeps nothing of them', async () => {
    const at = await desk();
    const skipped = idIn(await at.open());
    let view = await at.skip(skipped);
    const seen: string[] = [];
    while (view.stage.kind === 'question') {
      seen.push(idIn(view));
      await at.answer(idIn(view), YES);
      view = await at.next();
    }
    expect(seen).toHaveLength(12);
    expect(seen.at(-1)).toBe(skipped);
    expect(view.stage.kind).toBe('done');
  });

  it('goes on with the text that the page still has, and shows the points again of one that was answered', async () => {
    const first = await desk();
    const one = idIn(await first.open());
    const two = idIn(await first.skip(one));
    expect(idIn(await (await desk()).open(two))).toBe(two);
    await first.open(two);
    await first.answer(two, YES);
    expect((await (await desk()).open(two)).stage).toMatchObject({ kind: 'revealed', answers: YES });
    expect((await (await desk('bob')).open(two)).stage.kind).toBe('question');
  });

  it('keeps the correction of a picked text as not blind and not by chance', async () => {
    const at = await desk();
    const [text] = texts as [Sample];
    expect((await at.correct(text.id)).stage).toMatchObject({ kind: 'revealed', answers: [] });
    const kept = await at.answer(text.id, YES);
    expect(kept.stage).toMatchObject({ kind: 'revealed', answers: YES });
    expect(await store.reviews({})).toMatchObject([{ isBlind: false, draw: { kind: 'picked' } }]);
  });

  it('tells how far graders agree with what was said blind, and keeps the text in hand', async () => {
    const at = await desk();
    const id = idIn(await at.open());
    await at.answer(id, YES);
    const { stage } = await at.figures();
    if (stage.kind !== 'figures') throw new Error('It tells figures.');
    const rows = [...stage.byChance.rows, ...stage.chosen.rows];
    expect(rows.find(({ on }) => on === 'skill b')).toMatchObject({
      grader: 'secret/judge',
      points: 1,
      onlyPeople: 1,
    });
    expect(rows.find(({ on }) => on === 'topic')).toBeUndefined();
    expect(idIn(await at.answer(id, YES))).not.toBe(id);
  });

  it('says what to do where no text is graded', async () => {
    store = fakeStore();
    expect((await (await desk()).open()).stage).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('Grade some texts first'),
    });
  });
});
