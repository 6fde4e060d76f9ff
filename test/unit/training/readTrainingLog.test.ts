import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareTraining } from '../../../src/core/training/prepareTraining.ts';
import { readTrainingLog } from '../../../src/core/training/readTrainingLog.ts';
import { trainingRequest } from './plans.ts';

/** As the engines wrote them, of trainings of 12 steps with 4 of warm-up. */
const LOGS = { trl: 'trl-1.16.0.txt', axolotl: 'axolotl-0.19.0.txt' } as const;
const RATES = [0, 5e-6, 1e-5, 1.5e-5, ...Array.from({ length: 8 }, () => 2e-5)];

function specOf(engine: keyof typeof LOGS, steps = 12) {
  const prepared = prepareTraining(trainingRequest({ engine, steps, batch: 4 }));
  if (prepared.kind === 'refused') throw new Error(prepared.problems.join('\n'));
  return prepared.spec;
}

describe.each(['trl', 'axolotl'] as const)('the log of %s', (engine) => {
  const log = readFileSync(join(import.meta.dirname, 'logs', LOGS[engine]), 'utf8');
  const spec = specOf(engine);

  it('tells each step with its figures', () => {
    const { steps, done, total, problem } = readTrainingLog(spec, log);
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(steps.map(({ learningRate }) => learningRate)).toEqual(RATES);
    for (const { loss, gradNorm } of steps) {
      expect(loss).toBeGreaterThan(6);
      expect(loss).toBeLessThan(6.6);
      expect(gradNorm).toBeGreaterThan(1);
    }
    expect({ done, total, problem }).toEqual({ done: 12, total: 12, problem: undefined });
  });

  it('tells the same where it comes line by line', () => {
    const whole = readTrainingLog(spec, log).steps;
    expect(log.split('\n').flatMap((line) => readTrainingLog(spec, `${line}\n`).steps)).toEqual(whole);
  });
});

describe('a line of a log', () => {
  const spec = specOf('trl', 400);
  const bar = (done: number) => `\r ${done}%|█▌  | ${done}/400 [00:01<00:02,  3.83it/s]\r          \r`;

  it('has the last bar before its figures, after a start in the middle too', () => {
    expect(readTrainingLog(spec, `${bar(10)}${bar(11)}{'loss': '1.5', 'grad_norm': 0.3}\n`).steps).toEqual([
      { step: 11, loss: 1.5, gradNorm: 0.3 },
    ]);
  });

  it('tells nothing where other bars are drawn', () => {
    const text = '\rLoading weights:  19%|█▉        | 4/400 [00:00<00:00, 9000.00it/s]\n';
    expect(readTrainingLog(spec, text)).toEqual({ steps: [], total: 400 });
    expect(readTrainingLog(spec, "\r 10%|█  | 1/10 [00:00<00:01]{'loss': '1'}\n").steps).toEqual([]);
  });

  it('tells of a loss that is not a number', () => {
    const read = readTrainingLog(
      spec,
      `${bar(7)}{'loss': 'nan', 'grad_norm': 'nan', 'learning_rate': '2e-05'}\n`,
    );
    expect(read.problem).toContain('The loss of step 7 is not a number');
    expect(read.steps).toEqual([{ step: 7, learningRate: 2e-5 }]);
    expect(readTrainingLog(spec, `${bar(7)}{'loss': 'inf'}\n`).problem).toContain('step 7');
  });

  it.each([
    [
      'skillmix: the labels are wrong: 24 of 24 rows would be learnt wrongly',
      'The training was not started, because the labels are wrong: 24 of 24 rows would be learnt wrongly.',
    ],
    ['UserWarning: Mismatch between tokenized prompt and the start of', 'at another place'],
    ['[RANK 0] The tokenized prompt is not a prefix of the tokenized prompt+completion', 'at another place'],
  ])('tells of what makes the training worthless: %s', (line, problem) => {
    expect(readTrainingLog(spec, `${line}\n`).problem).toContain(problem);
  });
});
