import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteServersObstacle } from '../../scripts/support/remoteServers.mjs';
import { serveSpec } from '../../src/core/answers/answerSpec.ts';
import {
  createEngineWorkplace,
  type EngineWorkplace,
  TARGETS,
  TINY,
} from '../support/engines/engineWorkplace.ts';
import {
  engineEnvironment,
  engineObstacle,
  vllmEnvironment,
  vllmObstacle,
} from '../support/engines/environment.ts';
import { createTrainingFolder, runTask } from '../support/engines/trainingFolder.ts';
import { freePort } from '../support/remote/sshServer.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl') ?? vllmObstacle() ?? remoteServersObstacle();
const FILE = 'a.skillset.yaml';

/** The base answers by `vllm run-batch`, turn after turn; the adapter by `vllm serve` beside its base. */
const STUDY = `skillset: 1
title: A real adapter
skills:
  - { name: question, category: c, definition: d, example: e, check: '\\w' }
  - { name: rare, category: r, definition: d, example: e, check: 'never in a text' }
topics: [Chess, Sewing, Rowing, Baking]
splits:
  training: { categories: [c] }
  held-out: { skills: [rare] }
study:
  seed: 3
  data: { student: openai/fake-writer, keep: all, parts: [{ k: 1, split: training, attempts: 4 }] }
  train:
    base: ${TINY}
    method: lora
    lora: { rank: 4, alpha: 8 }
    steps: 3
    batch: 2
    perDevice: 2
    warmup: 1
    maxLength: 1024
    chatTemplate: mistral-instruct
  evaluate: { splits: [held-out], k: 1, mixes: 2, generations: 1, maxTokens: 8, unseen: false }
  grade: { graders: [rule], rounds: 1 }
`;

describe.skipIf(obstacle !== undefined)(`vLLM on the processor${obstacle ? `: ${obstacle}` : ''}`, () => {
  let workplace: EngineWorkplace;

  beforeAll(async () => {
    const [trl, vllm] = [await engineEnvironment('trl'), await vllmEnvironment()];
    workplace = await createEngineWorkplace({
      environment: trl,
      template: OWN_TEMPLATES['mistral-instruct'],
      environments: { trl, vllm },
      variables: { VLLM_CPU_KVCACHE_SPACE: '1' },
    });
    await workplace.prepare(FILE, STUDY);
    await workplace.done('train', FILE, '--on', 'lab', '--wait');
  }, 1_800_000);

  afterAll(() => workplace?.dispose());

  it('has the base answer in batches and the adapter by its server, behind ssh, and keeps what they wrote', async () => {
    const { err } = await workplace.run('evaluate', FILE, '--on', 'lab', '--wait', '--targets', TARGETS);
    const { cells } = (await workplace.report(FILE)) as { cells: object[] };
    // A model of chance writes no answer that can be read; that each wrote something is what counts here.
    for (const student of [/^lab\/org\/tiny$/u, /^lab\/org\/tiny\+train-/u])
      expect(cells, err).toContainEqual(
        expect.objectContaining({ student: expect.stringMatching(student), samples: 2, failed: 0 }),
      );
    const jobs = await workplace.jobs();
    const of = (kind: string) => jobs.filter(({ spec }) => spec.kind === kind).map(({ state }) => state);
    // One for each turn.
    expect(of('answer')).toEqual(['done', 'done']);
    expect(of('serve')).toEqual(['cancelled']);
  });

  it('answers nobody without the key of its server, at any path', async () => {
    const training = await createTrainingFolder(
      await engineEnvironment('trl'),
      OWN_TEMPLATES['mistral-instruct'],
    );
    const port = await freePort();
    const model = { kind: 'base', base: join(training.path, 'model') } as const;
    const spec = serveSpec(model, { engine: 'vllm', port, gpus: 1, target: 'local' });
    const server = runTask(spec, await training.lay('server', spec), await vllmEnvironment());
    const status = async (path: string, init: RequestInit = {}): Promise<number | undefined> =>
      (await fetch(`http://127.0.0.1:${port}${path}`, init).catch(() => undefined))?.status;
    try {
      const key = spec.environment.VLLM_API_KEY;
      const asKnown = { headers: { authorization: `Bearer ${key}` } };
      await expect.poll(() => status('/v1/models', asKnown), { timeout: 300_000 }).toBe(200);
      const body = JSON.stringify({ model: model.base, prompt: 'Tea', max_tokens: 2 });
      const asStranger = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
      expect(await status('/v1/models')).toBe(401);
      expect(await status('/v1/completions', asStranger)).toBe(401);
      // The key itself does not guard these.
      for (const path of ['/invocations', '/tokenize', '/metrics'])
        expect(await status(path, asStranger), path).toBe(404);
    } finally {
      process.kill(-(server.process.pid ?? 0), 'SIGTERM');
      await server.ended;
      await training.dispose();
    }
  });
});
