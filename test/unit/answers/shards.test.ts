import { expect, test } from 'vitest';
import { batchLines } from '../../../src/adapters/models/batchLines.ts';
import { batchSpec, servedName, serveSpec } from '../../../src/core/answers/answerSpec.ts';
import {
  type EvaluatedModel,
  modelName,
  studentName,
  targetIdentity,
} from '../../../src/core/answers/evaluatedModel.ts';
import { readAnswers } from '../../../src/core/answers/readAnswers.ts';
import { shardsOf } from '../../../src/core/answers/shards.ts';
import { servedAs } from '../../../src/core/answers/targetStudents.ts';
import { specProblems } from '../../../src/core/jobs/checkSpec.ts';
import type { JobId } from '../../../src/core/jobs/job.ts';
import { NEW_KEY } from '../../../src/core/jobs/jobSpec.ts';
import { fakePort, reply } from '../../support/fakePort.ts';

const LINES = batchLines('lab');
const BASE: EvaluatedModel = { kind: 'base', base: 'mistralai/Mistral-7B-Instruct-v0.2' };
const TUNED: EvaluatedModel = {
  kind: 'tuned',
  base: BASE.base,
  job: 'train-1' as JobId,
  checkpoint: '0a1b2c3d',
  folder: '/home/u/.skillmix/jobs/train-1/output/checkpoint-4000',
};

function requests(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    LINES.write({
      customId: `key-${index}`,
      request: { model: 'm', messages: [{ role: 'user', content: `Line\n${index}` }], maxTokens: 9 },
    }),
  );
}

function answer(customId: string, content: string): string {
  const body = { choices: [{ message: { content }, finish_reason: 'stop' }], usage: null };
  return JSON.stringify({ id: 'v', custom_id: customId, response: { status_code: 200, body }, error: null });
}

test('every request is in one shard, in order, and shards are of about the same size', () => {
  const shards = shardsOf(requests(1001), 500);
  expect(shards.map((shard) => shard.requests)).toEqual([333, 334, 334]);
  const written = shards.map(({ input }) => ('content' in input ? input.content : '')).join('');
  expect(written.trimEnd().split('\n')).toEqual(requests(1001));
  expect(shardsOf([], 500)).toEqual([]);
  expect(new Set(shards.flatMap(({ input, output }) => [input.path, output])).size).toBe(6);
});

test('a request is a line of OpenAI’s batch format, with the name of the limit that servers know', () => {
  expect(JSON.parse(requests(1)[0] ?? '')).toEqual({
    custom_id: 'key-0',
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'm', messages: [{ role: 'user', content: 'Line\n0' }], max_tokens: 9 },
  });
});

test('answers are read in any order, and a cut last line or one that is no result is left out', () => {
  const text = [
    answer('b', 'Two'),
    'INFO loading',
    '{"custom_id":"x"',
    answer('a', 'One'),
    answer('c', 'Three').slice(0, -9),
  ];
  expect(readAnswers(text.join('\n'), LINES).map(({ customId }) => customId)).toEqual(['b', 'a']);
  expect(readAnswers('', LINES)).toEqual([]);
});

test('a request that failed on its line is a failure in the engine’s words; an answer to the same one beats it', () => {
  const refused = JSON.stringify({
    id: 'v',
    custom_id: 'a',
    response: { status_code: 400, request_id: 'r', body: null },
    error: { error: { message: 'the prompt is too long', type: 'BadRequestError', code: 400 } },
  });
  const broken = JSON.stringify({
    id: 'v',
    custom_id: 'b',
    response: { status_code: 400, body: null },
    error: 'CUDA',
  });
  const read = readAnswers([answer('b', 'Two'), refused, broken].join('\n'), LINES);
  expect(read.map(({ customId, outcome }) => [customId, outcome.kind])).toEqual([
    ['b', 'reply'],
    ['a', 'failure'],
  ]);
  expect(JSON.stringify(read[1])).toContain('the prompt is too long');
});

test('a job has one run of the engine for each shard, and names the model by its weights', () => {
  const spec = batchSpec(TUNED, shardsOf(requests(7), 4), { gpus: 2 });
  expect(specProblems(spec)).toEqual([]);
  expect(spec.tasks.map(({ evidence }) => evidence)).toEqual([
    { kind: 'answers', path: 'answers-0001.jsonl', lines: 3 },
    { kind: 'answers', path: 'answers-0002.jsonl', lines: 4 },
  ]);
  expect(spec.tasks[1]?.command.join(' ')).toBe(
    `vllm run-batch --input-file requests/0002.jsonl --output-file answers-0002.jsonl --model ${TUNED.folder} --served-model-name mistralai/Mistral-7B-Instruct-v0.2+train-1.0a1b2c3d --generation-config vllm --tensor-parallel-size 2`,
  );
});

test('a server of an adapter knows it beside its base, with a rank that the engine takes', () => {
  const place = { engine: 'vllm', port: 20_001, gpus: 1, target: 'ssh' } as const;
  const spec = serveSpec({ ...TUNED, adapter: { rank: 12 } }, place);
  expect(spec.tasks[0]?.command.join(' ')).toBe(
    `vllm serve ${BASE.base} --host 127.0.0.1 --port 20001 --enable-lora --max-lora-rank 16 --lora-modules ${modelName(TUNED)}=${TUNED.folder} --generation-config vllm --middleware known_paths.known_paths_only`,
  );
});

test('a server of a cluster is reached on its node, asks for a key that it alone has, and answers nothing beside it', () => {
  const place = { engine: 'vllm', port: 20_001, gpus: 1, target: 'slurm' } as const;
  const spec = serveSpec(TUNED, place);
  expect(specProblems(spec)).toEqual([]);
  expect(spec.tasks[0]?.command).toContain('0.0.0.0');
  expect(spec.environment).toMatchObject({ VLLM_API_KEY: NEW_KEY, PYTHONPATH: '.' });
  expect(spec.files.map(({ path }) => path)).toEqual(['known_paths.py']);
});

test('a server is asked for the model by the name that it has, and its answers are kept under that of the weights', async () => {
  const { port, sent } = fakePort(() => reply('yes'));
  for (const [engine, name] of [
    ['transformers', TUNED.folder],
    ['vllm', modelName(TUNED)],
  ] as const) {
    const served = servedAs('lab', port, servedName(TUNED, engine));
    const request = { model: modelName(TUNED), messages: [{ role: 'user', content: 'Yes?' }] } as const;
    await served.ask(request, { signal: new AbortController().signal });
    expect(sent.at(-1)?.model).toBe(name);
    expect(served.identity).toEqual(targetIdentity('lab'));
    const place = { engine, port: 20_001, gpus: 1, target: 'ssh' } as const;
    expect(serveSpec(TUNED, place).tasks[0]?.command).toContain(name);
  }
});

test('weights that are not the same have names that are not the same', () => {
  const names = [BASE, TUNED, { ...TUNED, job: 'train-2' as JobId }, { ...TUNED, checkpoint: 'ffffffff' }];
  expect(new Set(names.map((model) => studentName('lab', model))).size).toBe(4);
});
