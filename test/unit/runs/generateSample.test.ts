import { expect, test } from 'vitest';
import { type GenerationTask, generateSample } from '../../../src/core/runs/generateSample.ts';
import type { ModelOutcome } from '../../../src/core/runs/ports.ts';
import { failure, fakePort, reply } from '../../support/fakePort.ts';
import { fakeTools, RUN_ID, storeWithRun } from '../../support/fakeTools.ts';
import { mixOf, mixRecord, QUESTION, RED_HERRING } from '../../support/mixes.ts';

const signal = new AbortController().signal;

async function scene(answer: (number: number) => ModelOutcome) {
  const tools = fakeTools(await storeWithRun());
  const { port, sent } = fakePort((_request, number) => answer(number));
  const student = { name: 'fake/m', model: 'm', port, sampling: { temperature: 0.7 } };
  const mix = mixRecord(mixOf([QUESTION, RED_HERRING]));
  const task: GenerationTask = { runId: RUN_ID, file: 'a.skillset.yaml', mix, student, generation: 1 };
  return { tools, sent, task };
}

const form = (text: string): ModelOutcome => reply(`Answer: ${text}\nExplanation: because.`);

test('the text that counts is that of turn 2, and turn 1 is kept as the draft', async () => {
  const { tools, sent, task } = await scene((number) => form(number === 1 ? 'First?' : 'Second?'));
  const generated = await generateSample(tools, task, { signal });
  expect(generated).toMatchObject({
    kind: 'sample',
    cached: false,
    sample: { result: { kind: 'text', text: 'Second?', explanation: 'because.' }, draft: 'First?' },
  });
  expect(sent).toHaveLength(2);
  expect(sent[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(sent[1]?.temperature).toBe(0.7);
});

test('a second start finds the sample and asks nothing', async () => {
  const { tools, sent, task } = await scene(() => form('Who sews?'));
  await generateSample(tools, task, { signal });
  const again = await generateSample(tools, task, { signal });
  expect(again).toMatchObject({ kind: 'sample', cached: true });
  expect(sent).toHaveLength(2);
});

test('another generation of the same mix asks anew', async () => {
  const { tools, sent, task } = await scene((number) => form(`Who sews ${number}?`));
  const first = await generateSample(tools, task, { signal });
  const second = await generateSample(tools, { ...task, generation: 2 }, { signal });
  expect(sent).toHaveLength(4);
  expect(first.kind === 'sample' && second.kind === 'sample' && first.sample.id !== second.sample.id).toBe(
    true,
  );
});

test('a reply without an answer is unreadable, and kept as such', async () => {
  const { tools, task } = await scene(() => reply('I would rather talk about the weather.'));
  const generated = await generateSample(tools, task, { signal });
  expect(generated).toMatchObject({ kind: 'sample', sample: { result: { kind: 'unreadable' } } });
  const stored = await tools.store.samples({});
  expect(stored.map(({ result }) => result.kind)).toEqual(['unreadable']);
});

test('an unreadable reply is asked anew only on request, and then under another attempt', async () => {
  const { tools, sent, task } = await scene((number) =>
    number <= 2 ? reply('No form.') : form('Who sews?'),
  );
  await generateSample(tools, task, { signal });
  expect(await generateSample(tools, task, { signal })).toMatchObject({ cached: true });
  expect(sent).toHaveLength(2);
  const again = await generateSample(tools, { ...task, retryUnreadable: true }, { signal });
  expect(again).toMatchObject({ kind: 'sample', sample: { result: { kind: 'text', text: 'Who sews?' } } });
});

test('a reply that was cut off before its explanation is not taken for a whole text', async () => {
  const { tools, task } = await scene((number) =>
    number === 1 ? form('Who sews?') : reply('Answer: Who se', 'length'),
  );
  const generated = await generateSample(tools, task, { signal });
  expect(generated).toMatchObject({
    sample: { result: { kind: 'unreadable', why: expect.stringContaining('token limit') } },
  });
});

test('a call without a reply is a failure, not an unreadable text, and running again mends it', async () => {
  const { tools, sent, task } = await scene((number) =>
    number === 2 ? failure('bad-key') : form('Who sews?'),
  );
  const generated = await generateSample(tools, task, { signal });
  expect(generated).toMatchObject({ sample: { result: { kind: 'failed' } }, failure: { kind: 'bad-key' } });
  const again = await generateSample(tools, task, { signal });
  expect(again).toMatchObject({ sample: { result: { kind: 'text' } } });
  expect(sent, 'turn 1 was stored and is not asked again').toHaveLength(3);
});

test('a cancelled generation keeps no sample', async () => {
  const stop = new AbortController();
  const { tools, task } = await scene(() => {
    stop.abort();
    return form('Who sews?');
  });
  expect(await generateSample(tools, task, { signal: stop.signal })).toEqual({ kind: 'cancelled' });
  expect(await tools.store.samples({})).toEqual([]);
});

test('what a server at another address wrote does not stand for the same name elsewhere', async () => {
  const { tools, task } = await scene(() => form('Who sews?'));
  await generateSample(tools, task, { signal });
  const elsewhere = fakePort(() => form('Who knits?'));
  const identity = { ...elsewhere.port.identity, address: 'api.example.com/v1' };
  const student = { ...task.student, port: { ...elsewhere.port, identity } };
  const generated = await generateSample(tools, { ...task, student }, { signal });
  expect(generated).toMatchObject({ cached: false, sample: { result: { text: 'Who knits?' } } });
});
