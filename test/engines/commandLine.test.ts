import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteServersObstacle } from '../../scripts/support/remoteServers.mjs';
import {
  createEngineWorkplace,
  type EngineWorkplace,
  TARGETS,
  TINY,
} from '../support/engines/engineWorkplace.ts';
import { engineObstacle, servingEnvironment } from '../support/engines/environment.ts';
import { OWN_TEMPLATES } from '../unit/training/ownTemplates.ts';

const obstacle = engineObstacle('trl') ?? remoteServersObstacle();
const FILE = 'a.skillset.yaml';

/** A real but tiny model learns texts of a fake one. It has no skill. */
const STUDY = `skillset: 1
title: A real training
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
    steps: 3
    batch: 2
    perDevice: 2
    warmup: 1
    maxLength: 1024
    chatTemplate: mistral-instruct
  evaluate:
    students: [tuned]
    engine: transformers
    splits: [held-out]
    k: 1
    mixes: 1
    generations: 1
    maxTokens: 8
    unseen: false
  grade: { graders: [rule], rounds: 1 }
`;

describe.skipIf(obstacle !== undefined)(
  `skillmix with real engines${obstacle ? `: ${obstacle}` : ''}`,
  () => {
    let workplace: EngineWorkplace;

    beforeAll(async () => {
      workplace = await createEngineWorkplace({
        environment: await servingEnvironment(),
        template: OWN_TEMPLATES['mistral-instruct'],
      });
      await workplace.prepare(FILE, STUDY);
    }, 1_800_000);

    afterAll(() => workplace?.dispose());

    it.each(['box', 'lab'])('trains on what was kept, and follows the job to its end: %s', async (target) => {
      const { out, err } = await workplace.done('train', FILE, '--on', target, '--wait');
      expect(out).toContain('Data: 4 rows');
      // By the hub's name alone: the target's copy tells the size.
      expect(out).toMatch(/^Model: 0\.1 million weights/mu);
      expect(out).toMatch(new RegExp(`^train-\\S+ on ${target}: done`, 'mu'));
      expect(err).toMatch(/^step 3 of 3, loss \d/mu);
    });

    it('has the tuned model answer by the server of Transformers, behind ssh, and keeps what it wrote', async () => {
      const { err } = await workplace.run('evaluate', FILE, '--on', 'lab', '--targets', TARGETS);
      // A model of chance writes no answer that can be read; that it wrote something is what counts here.
      const tuned = { student: expect.stringMatching(/^lab\/org\/tiny\+train-/u), samples: 1, failed: 0 };
      expect(await workplace.report(FILE), err).toMatchObject({
        cells: expect.arrayContaining([expect.objectContaining(tuned)]),
      });
      const servers = (await workplace.jobs()).filter(({ spec }) => spec.kind === 'serve');
      expect(servers).toMatchObject([{ state: 'cancelled' }]);
    });
  },
);
