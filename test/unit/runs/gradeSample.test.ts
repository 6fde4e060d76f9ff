import { expect, test } from 'vitest';
import { graderRequest } from '../../../src/core/grading/graderPrompt.ts';
import { verdictOf } from '../../../src/core/grading/verdict.ts';
import { type GradingTask, gradeSample, type ModelGrader } from '../../../src/core/runs/gradeSample.ts';
import type { ModelOutcome, ModelRequest } from '../../../src/core/runs/ports.ts';
import type { Sample, SampleId } from '../../../src/core/runs/records.ts';
import { gradingTasks, runGrading } from '../../../src/core/runs/runGrading.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';

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
  const tasks = gradingTasks([SAMPLE], [grader], 3);
  const first = await runGrading(tools, tasks, { concurrency: 1, signal });
  expect(sent).toHaveLength(3);
  expect(new Set(first.gradings.map(({ callKey }) => callKey)).size).toBe(3);
  const second = await runGrading(tools, tasks, { concurrency: 1, signal });
  expect(second.cached).toBe(3);
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
  const summary = await runGrading(tools, gradingTasks([SAMPLE], [grader, other], 2), {
    concurrency: 1,
    signal,
  });
  expect(summary.stopped.get('fake/g')?.kind).toBe('bad-key');
  expect(summary).toMatchObject({ failed: 1, notAsked: 1 });
  expect(summary.gradings.filter(({ result }) => result.kind === 'graded')).toHaveLength(2);
});

test('the rule grader has one round and says which skills it cannot grade', async () => {
  const { tools } = await scene(() => grading());
  const tasks = gradingTasks([SAMPLE], [{ kind: 'rule' }], 3);
  expect(tasks).toHaveLength(1);
  const summary = await runGrading(tools, tasks, { concurrency: 1, signal });
  expect(summary.gradings).toEqual([]);
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
  expect(gradingTasks([sample], [{ kind: 'rule' }], 1)).toEqual([]);
});
