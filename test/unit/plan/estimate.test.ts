import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/adapters/system/sha256.ts';
import { firstTurn, secondTurn } from '../../../src/core/generation/prompts.ts';
import { type EstimateFacts, estimateOf, totalOf } from '../../../src/core/plan/estimate.ts';
import type { Plan } from '../../../src/core/plan/plan.ts';
import { charactersIn, NOTHING_STORED, roundName, type StoredCall } from '../../../src/core/plan/survey.ts';
import { tasksOf } from '../../../src/core/plan/tasksOf.ts';
import { type Student, sampleIdOf } from '../../../src/core/runs/generateSample.ts';
import type { RunId, SampleId } from '../../../src/core/runs/records.ts';
import { fakePort, reply } from '../../support/fakePort.ts';
import { planned, study } from './studyOf.ts';

const student: Student = { name: 'lab/s', model: 's', port: fakePort(() => reply('x')).port, sampling: {} };
const PRICES: { readonly [model: string]: { input: number; output: number; batchFactor?: number } } = {
  'lab/s': { input: 1, output: 10, batchFactor: 0.5 },
  'lab/g': { input: 2, output: 20 },
};

function facts(changes: Partial<EstimateFacts> = {}): EstimateFacts {
  return {
    survey: NOTHING_STORED,
    file: 'a.skillset.yaml',
    digest: sha256,
    studentOf: (name) => ({ ...student, name }),
    priceOf: (model) => PRICES[model] && { ...PRICES[model], source: 'a test' },
    concurrency: 4,
    ...changes,
  };
}

/** Two parts of 10 mixes, twice each: 40 texts of a student. */
function small(changes: Partial<Plan> = {}): Plan {
  const plan = planned(study(), 'evaluate', { splits: ['held-out'], k: [2, 3], mixes: 10, generations: 2 });
  return { ...plan, students: ['lab/s'], graders: ['lab/g', 'rule'], rounds: 3, ...changes };
}

const call = (changes: Partial<StoredCall> = {}): StoredCall => ({
  model: 'lab/s',
  purpose: 'generate',
  k: 2,
  characters: 500,
  usage: { input: 100, output: 40 },
  duration: 2000,
  ...changes,
});
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('the estimate', () => {
  it('counts two calls a text, and one for each round of each model grader', () => {
    const { parts } = estimateOf(small(), facts());
    expect(parts.map((part) => part.map(({ model, purpose, calls }) => [model, purpose, calls]))).toEqual(
      times(2, [
        ['lab/s', 'generate', 40],
        ['lab/g', 'grade', 60],
      ]),
    );
    expect(totalOf(estimateOf(small({ graders: ['rule'] }), facts()).parts.flat()).calls).toBe(80);
    expect(totalOf(estimateOf(small({ students: ['lab/s', 'lab/g'] }), facts()).parts.flat()).calls).toBe(
      400,
    );
  });

  it('takes the prompts as they are, and four characters a token where nothing is measured', () => {
    const plan = small({ graders: [] });
    const [first] = estimateOf(plan, facts()).parts[0] ?? [];
    const sent = (plan.parts[0]?.mixes ?? []).map((mix) => {
      const opening = firstTurn(mix);
      // Turn 2 sends turn 1 again, with a reply of 160 tokens.
      return (charactersIn(opening) + charactersIn(secondTurn(mix, opening, 'x'.repeat(640)))) / 2;
    });
    const perCall = sent.reduce((sum, characters) => sum + characters, 0) / sent.length / 4;
    expect(first?.input.likely).toBeCloseTo(40 * perCall, 6);
    expect(first?.output).toEqual({ likely: 6400, low: 3200, high: 12_800 });
    expect(first?.live?.likely).toBeCloseTo((40 * perCall * 1 + 6400 * 10) / 1_000_000, 9);
    expect(first?.batch?.likely).toBeCloseTo((first?.live?.likely ?? 0) / 2, 9);
  });

  it('takes stored calls of the same size for a measure, and is sure of them', () => {
    const calls = [
      ...times(5, call()),
      ...times(5, call({ k: 3, usage: { input: 100, output: 90 }, duration: 4000 })),
      ...times(9, call({ model: 'lab/other', usage: { input: 1, output: 9999 } })),
    ];
    const estimate = estimateOf(small({ graders: [] }), facts({ survey: { texts: new Map(), calls } }));
    const [two, three] = estimate.parts.flat();
    expect(two?.expected.charactersPerToken).toEqual({ value: 5, calls: 10 });
    expect(two?.output).toEqual({ likely: 1600, low: 1600, high: 1600 });
    expect(three?.output.likely).toBe(3600);
    expect(two?.live?.low).toBe(two?.live?.high);
    // 40 calls of 2 s and 40 of 4 s, 4 at a time.
    expect(estimate.seconds).toBe(60);
  });

  it('takes calls of other sizes where there are too few, and knows no time where none was timed', () => {
    const { duration: _, ...untimed } = call({ k: 5 });
    const estimate = estimateOf(
      small({ graders: [] }),
      facts({ survey: { texts: new Map(), calls: times(3, untimed) } }),
    );
    expect(estimate.parts[0]?.[0]?.expected.output).toEqual({ value: 40, calls: 3 });
    expect(estimate.seconds).toBeUndefined();
    expect(estimateOf(small(), facts()).seconds).toBeUndefined();
  });

  it('takes off what is stored already', () => {
    const plan = small({ sampling: { temperature: 0.5 } });
    const ids = [
      ...tasksOf(plan, { runId: 'r' as RunId, file: 'a.skillset.yaml', student, digest: sha256 }),
    ].map((task) => sampleIdOf({ digest: sha256 }, task));
    const gradings = new Set([
      roundName('lab/g', 1),
      roundName('lab/g', 2),
      roundName('lab/g', 7),
      'other 1',
    ]);
    const [whole, unreadable, failed] = ids;
    const [last] = ids.slice(-1);
    const texts = new Map([
      [whole, { state: 'text', calls: 2, gradings }],
      [unreadable, { state: 'unreadable', calls: 2, gradings: new Set() }],
      [failed, { state: 'failed', calls: 1, gradings: new Set() }],
      [last, { state: 'text', calls: 2, gradings: new Set() }],
      ['another file', { state: 'text', calls: 2, gradings }],
    ] as readonly (readonly [SampleId, { state: 'text'; calls: number; gradings: Set<string> }])[]);
    const { parts } = estimateOf(plan, facts({ survey: { texts, calls: [] } }));
    // A text that cannot be read is not graded.
    expect(parts.flat().map(({ calls, stored }) => [calls, stored])).toEqual([
      [40, 5],
      [57, 2],
      [40, 2],
      [60, 0],
    ]);
    const fresh = estimateOf(plan, facts()).parts.flat();
    expect(parts[0]?.[0]?.output.likely).toBeCloseTo(((fresh[0]?.output.likely ?? 0) * 35) / 40, 6);
  });

  it('does not guess a price, and says whose is missing', () => {
    const total = totalOf(estimateOf(small({ students: ['lab/s', 'lab/free'] }), facts()).parts.flat());
    expect(total.unpriced).toEqual(['lab/free']);
    expect(total.batch).toBeUndefined();
    expect(total.live.likely).toBeGreaterThan(0);
    expect(total.live.low).toBeLessThan(total.live.likely);
    const free = facts({ priceOf: () => ({ input: 0, output: 0, source: 'a test' }) });
    expect(totalOf(estimateOf(small(), free).parts.flat())).toMatchObject({
      unpriced: [],
      live: { likely: 0 },
    });
  });

  it('takes no more for a reply than it may have', () => {
    const [first] = estimateOf(small({ sampling: { maxTokens: 50 } }), facts()).parts.flat();
    expect(first?.expected.output).toEqual({ value: 50, calls: 0 });
  });
});
