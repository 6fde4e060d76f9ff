import { expect, test } from 'vitest';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import { verdictOf } from '../../../src/core/grading/verdict.ts';
import { type GradingTask, gradeSample, type ModelGrader } from '../../../src/core/runs/gradeSample.ts';
import type { ModelOutcome, ModelRequest } from '../../../src/core/runs/ports.ts';
import type { Sample, SampleId } from '../../../src/core/runs/records.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';
import { wholeRun } from '../../support/runs.ts';

const signal = new AbortController().signal;
const TEXT = 'Who sews when the roses bloom?';
const MIX = mixOf([QUESTION, RED_HERRING]);

const SAMPLE: Sample = {
  id: 'sample-1' as SampleId,
  runId: RUN_ID,
  file: 'a.skillset.yaml',
  mix: mixRecord(MIX),
  student: 'fake/student',
  generation: 1,
  promptVersion: 'p1',
  createdAt: 1,
  result: { kind: 'text', text: TEXT },
  callKeys: [],
};

async function scene(answer: (request: ModelRequest, number: number) => ModelOutcome) {
  const store = await storeWithRun();
  await store.saveSample(SAMPLE);
  const { port, sent } = fakePort(answer);
  const grader: ModelGrader = { kind: 'model', name: 'fake/g', model: 'g', port };
  const task: GradingTask = { sample: SAMPLE, grader, round: 1 };
  return { tools: fakeTools(store), sent, grader, task };
}

/** A grading that gives every point but that of the red herring. */
function grading(why = 'because'): ModelOutcome {
  const { id } = graderRequest(MIX, TEXT, 1);
  const names = ['skill: rhetorical question', 'skill: red herring', 'topic', 'sense'];
  const grades = names.map((criterion) => {
    const point = criterion === 'skill: red herring' ? 0 : 1;
    return { criterion, reason: why, quote: point === 1 ? 'Who sews' : '', point };
  });
  return reply(JSON.stringify({ id, grades }));
}

test('a grading holds one point for each of the k + 3 criteria, the length counted by us', async () => {
  const { tools, task } = await scene(() => grading());
  const graded = await gradeSample(tools, task, { signal });
  const points =
    graded.kind === 'grading' && graded.grading.result.kind === 'graded' ? graded.grading.result.points : [];
  expect(points.map(({ point }) => point)).toEqual([1, 0, 1, 1, 1]);
  expect(points.at(-1)?.criterion).toEqual({ kind: 'length' });
});

test('each round is a call of its own, and a second start pays for none of them', async () => {
  const { tools, sent, grader } = await scene((_request, number) => grading(`round ${number}`));
  const work = { samples: [SAMPLE.id], graders: [grader], rounds: 3 };
  const first = await wholeRun(tools, work);
  expect(sent).toHaveLength(3);
  expect(new Set(first.gradings.map(({ callKey }) => callKey)).size).toBe(3);
  const second = await wholeRun(tools, work);
  expect(second.progress.gradings).toMatchObject({ total: 3, done: 3, cached: 3 });
  expect(sent).toHaveLength(3);
});

test('an endpoint that takes no schema is asked in plain words, and not for a schema again', async () => {
  const { tools, sent, task } = await scene(({ schema }) =>
    schema === undefined ? grading() : failure('schema-unsupported'),
  );
  expect(await gradeSample(tools, task, { signal })).toMatchObject({
    grading: { result: { kind: 'graded' } },
  });
  await gradeSample(tools, { ...task, round: 2 }, { signal });
  expect(sent.map(({ schema }) => schema !== undefined)).toEqual([true, false, false]);
});

test('that an endpoint takes no schema is remembered by the store over a restart', async () => {
  const { tools, sent, task } = await scene(({ schema }) =>
    schema === undefined ? failure('cancelled') : failure('schema-unsupported'),
  );
  await gradeSample(tools, task, { signal });
  await gradeSample({ ...tools, takesSchema: new Map() }, task, { signal });
  expect(sent.map(({ schema }) => schema !== undefined)).toEqual([true, false, false]);
});

test('an unreadable grading is no zero, stays unreadable, and is asked anew only on request', async () => {
  const { tools, sent, task } = await scene((_request, number) =>
    number === 1 ? reply('Five of five!') : grading(),
  );
  expect(await gradeSample(tools, task, { signal })).toMatchObject({
    grading: { result: { kind: 'unreadable' } },
  });
  expect(await gradeSample(tools, task, { signal })).toMatchObject({ cached: true });
  expect(sent).toHaveLength(1);
  const again = await gradeSample(tools, { ...task, retryUnreadable: true }, { signal });
  expect(again).toMatchObject({ cached: false, grading: { result: { kind: 'graded' } } });
});

test('a grading cut off at the token limit is unreadable, and says what to do', async () => {
  const { tools, task } = await scene(() => reply('{"id"', 'length'));
  const why = expect.stringContaining('token limit');
  expect(await gradeSample(tools, task, { signal })).toMatchObject({
    grading: { result: { kind: 'unreadable', why } },
  });
});

test('a grader that cannot be reached leaves a failure, and the other graders go on', async () => {
  const { tools, grader } = await scene(() => failure('bad-key'));
  const other: ModelGrader = { ...grader, name: 'fake/other', port: fakePort(() => grading()).port };
  const summary = await wholeRun(tools, { samples: [SAMPLE.id], graders: [grader, other], rounds: 2 });
  expect(summary).toMatchObject({ state: 'stopped', progress: { gradings: { failed: 1, left: 1 } } });
  expect([...summary.stopped].map(([name, { kind }]) => [name, kind])).toEqual([['fake/g', 'bad-key']]);
  expect(summary.gradings.filter(({ result }) => result.kind === 'graded')).toHaveLength(2);
});

test('the rule grader has one round and says which skills it cannot grade', async () => {
  const { tools } = await scene(() => grading());
  const work = { samples: [SAMPLE.id], graders: [{ kind: 'rule' }] as const, rounds: 3 };
  const summary = await wholeRun(tools, work);
  expect(summary).toMatchObject({
    gradings: [],
    state: 'done',
    progress: { gradings: { total: 0, left: 0 } },
  });
  expect([...summary.withoutCheck]).toEqual([['red herring', 1]]);
});

test('the rule grader follows a check that is changed and changed back', async () => {
  const { tools } = await scene(() => grading());
  const pointWith = async (check: string): Promise<readonly [number | undefined, boolean]> => {
    const skill = { ...QUESTION, check };
    const sample = { ...SAMPLE, mix: mixRecord(mixOf([skill])) };
    const graded = await gradeSample(tools, { sample, grader: { kind: 'rule' }, round: 1 }, { signal });
    const gradings = await tools.store.gradings({ ids: [SAMPLE.id] });
    const [verdict] = verdictOf(sample.mix, gradings, { nameRule: true });
    return [verdict?.point, graded.kind === 'grading' && graded.cached];
  };
  expect(await pointWith('zzz')).toEqual([0, false]);
  expect(await pointWith('zzz')).toEqual([0, true]);
  expect(await pointWith('\\?')).toEqual([1, false]);
  expect(await pointWith('zzz')).toEqual([0, false]);
  expect(await pointWith('zzz')).toEqual([0, true]);
});

test('a sample without a text is not graded', async () => {
  const { tools, task } = await scene(() => grading());
  const sample: Sample = { ...SAMPLE, result: { kind: 'unreadable', why: 'no answer' } };
  expect(await gradeSample(tools, { ...task, sample }, { signal })).toEqual({ kind: 'no-text' });
  await tools.store.saveSample(sample);
  const { progress } = await wholeRun(tools, { samples: [sample.id], graders: [{ kind: 'rule' }] });
  expect(progress.gradings.total).toBe(0);
});
