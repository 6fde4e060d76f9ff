import { expect, test } from 'vitest';
import { targetIdentity } from '../../../src/core/answers/evaluatedModel.ts';
import { advanceStudy, endOfStep, type StageEnd } from '../../../src/core/study/advanceStudy.ts';
import { type StageName, type StudyFacts, studyStages } from '../../../src/core/study/stages.ts';
import { batch, EVALUATED, job, NOTHING, run, WRITTEN } from '../../support/studyFacts.ts';

function states(changes: Partial<StudyFacts>): string {
  return studyStages({ ...NOTHING, ...changes })
    .map(({ name, state }) => `${name} ${state}`)
    .join(', ');
}

test('a stage is open when all before it are done, whatever later ones have', () => {
  expect(states({})).toBe('data open, train blocked, evaluate blocked, grade blocked, report blocked');
  expect(states({ data: WRITTEN })).toBe(
    'data done, train open, evaluate blocked, grade blocked, report blocked',
  );
  expect(states({ data: WRITTEN, jobs: [job('train', 'done')], evaluate: EVALUATED })).toBe(
    'data done, train done, evaluate done, grade done, report done',
  );
});

test('data of which nothing passes are a failure that says so', () => {
  const [data] = studyStages({ ...NOTHING, data: { ...WRITTEN, kept: 0 } });
  expect(data).toMatchObject({ state: 'failed', why: expect.stringContaining('No text passes') });
});

test('a stage says what is at it and where, and why it failed', () => {
  const running = { ...job('train', 'running'), startedAt: 40_000, progress: { done: 7, total: 20 } };
  expect(studyStages({ ...NOTHING, data: WRITTEN, jobs: [running] })[1]).toMatchObject({
    ...{ state: 'waiting', done: 7, total: 20, running: ['train-1 on lab, running'], jobSeconds: 60 },
  });
  const failed = job('train', 'failed', { why: 'CUDA out of memory' });
  expect(studyStages({ ...NOTHING, data: WRITTEN, jobs: [failed] })[1]).toMatchObject({
    ...{ state: 'failed', why: 'CUDA out of memory' },
  });
  expect(studyStages({ ...NOTHING, data: WRITTEN, train: { target: undefined, steps: 1 } })[1]).toMatchObject(
    {
      state: 'failed',
    },
  );
});

test('a run whose process is gone has left its work open; one that lives is at it', () => {
  expect(states({ runs: [run('data', 'running')] })).toContain('data running');
  expect(states({ runs: [run('data', 'running', { isGone: true })] })).toContain('data open');
  const stopped = run('data', 'stopped', { why: 'The budget is used.' });
  expect(studyStages({ ...NOTHING, runs: [stopped] })[0]).toMatchObject({
    state: 'failed',
    why: 'The budget is used.',
  });
});

/** A study in memory: each stage makes the facts that show it as done. */
function scene(ends: { readonly [stage in StageName]?: StageEnd } = {}) {
  let facts = NOTHING;
  const ran: StageName[] = [];
  const stage =
    (name: Exclude<StageName, 'report'>, made: Partial<StudyFacts>) => async (): Promise<StageEnd> => {
      ran.push(name);
      const end = ends[name] ?? 'done';
      if (end === 'done') facts = { ...facts, ...made };
      return end;
    };
  const tools = {
    facts: async () => facts,
    run: {
      data: stage('data', { data: WRITTEN }),
      train: stage('train', { jobs: [job('train', 'done')] }),
      evaluate: stage('evaluate', { evaluate: { ...EVALUATED, graded: 0 } }),
      grade: stage('grade', { evaluate: EVALUATED }),
    },
    onStages: () => undefined,
    signal: new AbortController().signal,
  };
  return { tools, ran, become: (next: Partial<StudyFacts>) => (facts = { ...facts, ...next }) };
}

test('a study does its stages in order, each once, and nothing when all is done', async () => {
  const { tools, ran } = scene();
  expect((await advanceStudy(tools)).every(({ state }) => state === 'done')).toBe(true);
  await advanceStudy(tools);
  expect(ran).toEqual(['data', 'train', 'evaluate', 'grade']);
});

test('a study ends at a stage that failed or waits, and goes on there the next time', async () => {
  const { tools, ran, become } = scene({ train: 'waiting' });
  await advanceStudy(tools);
  expect(ran).toEqual(['data', 'train']);
  become({ jobs: [job('train', 'done')] });
  await advanceStudy(tools);
  expect(ran).toEqual(['data', 'train', 'evaluate', 'grade']);
  const failing = scene({ data: 'failed' });
  await advanceStudy(failing.tools);
  expect(failing.ran).toEqual(['data']);
});

test('a study that waits looks again until what it waits for is done', async () => {
  const { tools, ran, become } = scene({ train: 'waiting' });
  let looks = 0;
  const wait = async (): Promise<void> => {
    looks += 1;
    if (looks === 3) become({ jobs: [job('train', 'done')] });
  };
  await advanceStudy({ ...tools, wait });
  expect(ran).toEqual(['data', 'train', 'train', 'train', 'evaluate', 'grade']);
});

test('texts that nobody grades have no stage for it', () => {
  expect(states({ evaluate: { ...EVALUATED, gradings: 0, graded: 0, isGraded: false } })).not.toContain(
    'grade',
  );
});

test('the time until a job has its machine is no time that it ran', () => {
  const queued = { ...job('train', 'queued'), startedAt: 40_000 };
  expect(studyStages({ ...NOTHING, data: WRITTEN, jobs: [queued] })[1]).toMatchObject({ jobSeconds: 0 });
});

test('a stage whose calls are out in batches waits for them, also where the step that sent them was cut', () => {
  const runs = [run('data', 'cancelled', { why: 'cut' })];
  const batches = [batch('data'), batch('data', { calls: 2 }), batch('data', { model: 'o3', calls: 1 })];
  const [data] = studyStages({ ...NOTHING, runs, batches });
  expect(data).toMatchObject({
    ...{ state: 'waiting', batches: 3, run: 'data' },
    running: ['5 calls to gpt-4o at openai, in 2 batches', '1 call to o3 at openai'],
  });
  expect(data).not.toHaveProperty('why');
  const stepping = studyStages({ ...NOTHING, runs: [run('data', 'running')], batches });
  expect(stepping[0]).toMatchObject({ state: 'running', batches: 3 });
});

test('what jobs of a target answer is no batch of a provider', () => {
  const runs = [run('evaluate', 'waiting')];
  const batches = [batch('evaluate', { endpoint: targetIdentity('lab'), model: 'org/model' })];
  const done = { data: WRITTEN, jobs: [job('train', 'done')], runs, batches };
  expect(studyStages({ ...NOTHING, ...done })[2]).toMatchObject({
    ...{ state: 'waiting', batches: 0, running: ['3 calls to org/model at lab'] },
  });
});

test('once all is written, it is the grading that waits for the batches of the evaluation, or has failed', () => {
  const written = { ...EVALUATED, graded: 0 };
  const of = (changes: Partial<StudyFacts>) =>
    studyStages({ ...NOTHING, data: WRITTEN, jobs: [job('train', 'done')], evaluate: written, ...changes });
  const waiting = of({ runs: [run('evaluate', 'waiting')], batches: [batch('evaluate')] });
  expect(waiting[2]).toMatchObject({ state: 'done', running: [], batches: 0 });
  expect(waiting[3]).toMatchObject({ state: 'waiting', batches: 1, run: 'evaluate' });
  const stopped = of({ runs: [run('evaluate', 'stopped', { why: 'The budget is used.' })] });
  expect(stopped[3]).toMatchObject({ state: 'failed', why: 'The budget is used.' });
});

test('a step in batches that waits or is done ends its stage so; any other end is a failure', () => {
  const ends = (['waiting', 'done', 'stopped', 'cancelled'] as const).map((state) => endOfStep({ state }));
  expect(ends).toEqual(['waiting', 'done', 'failed', 'failed']);
});
