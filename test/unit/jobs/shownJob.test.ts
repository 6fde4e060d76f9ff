import { expect, test } from 'vitest';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import { readShownJobs, runsLines, wasShown, withShown } from '../../../src/core/jobs/shownJob.ts';
import type { Target } from '../../../src/core/jobs/target.ts';

const TARGET: Target = { kind: 'ssh', host: 'gpu' };
const SPEC: JobSpec = {
  ...{
    kind: 'answer',
    title: '2 answers',
    engine: 'vllm',
    files: [{ path: 'requests/0001.jsonl', content: '' }],
  },
  tasks: [task('0001', 'org/model'), task('0002', 'org/model')],
  ...{
    needs: { gpus: 1, nodes: 1 },
    environment: { DO_NOT_TRACK: '1' },
    secrets: ['HF_TOKEN'],
    resumes: false,
  },
};

function task(number: string, model: string): JobSpec['tasks'][number] {
  const command = ['vllm', 'run-batch', '--input-file', `requests/${number}.jsonl`, '--model', model];
  return { command, evidence: { kind: 'none' } };
}

function isKnown(spec: JobSpec, target: Target = TARGET, name = 'lab'): boolean {
  return wasShown(withShown({}, { name: 'lab', target: TARGET, spec: SPEC }, 5), { name, target, spec });
}

test('what was shown of one model and its files holds for others of the same kind', () => {
  expect(wasShown({}, { name: 'lab', target: TARGET, spec: SPEC })).toBe(false);
  expect(isKnown(SPEC)).toBe(true);
  expect(isKnown({ ...SPEC, title: 'x', files: [], tasks: [task('0007', '/jobs/train-1/output')] })).toBe(
    true,
  );
});

test('another target, other settings of it, or another kind of what runs are shown anew', () => {
  expect(isKnown(SPEC, TARGET, 'box')).toBe(false);
  expect(isKnown(SPEC, { kind: 'ssh', host: 'other' })).toBe(false);
  expect(isKnown(SPEC, { ...TARGET, environment: '/opt/env' })).toBe(false);
  expect(isKnown({ ...SPEC, kind: 'serve' })).toBe(false);
  expect(isKnown({ ...SPEC, engine: 'transformers' })).toBe(false);
});

test('other words in the command, other variables and other needs are shown anew', () => {
  const command = ['vllm', 'serve', '--model', 'org/model'];
  expect(isKnown({ ...SPEC, tasks: [{ command, evidence: { kind: 'none' } }] })).toBe(false);
  const more = [...task('0001', 'org/model').command, '--trust-remote-code'];
  expect(isKnown({ ...SPEC, tasks: [{ command: more, evidence: { kind: 'none' } }] })).toBe(false);
  expect(isKnown({ ...SPEC, environment: { DO_NOT_TRACK: '1', LD_PRELOAD: 'x' } })).toBe(false);
  expect(isKnown({ ...SPEC, secrets: [] })).toBe(false);
  expect(isKnown({ ...SPEC, needs: { gpus: 8, nodes: 1 } })).toBe(false);
});

test('everything that runs is told, word by word', () => {
  expect(runsLines('lab', SPEC)).toEqual([
    'Exactly this runs on lab, in a folder of its own:',
    '    vllm run-batch --input-file requests/0001.jsonl --model org/model',
    '    and 1 more run of the same, for other files',
    'Files that are sent: requests/0001.jsonl.',
    'Variables: DO_NOT_TRACK=1',
    'In secret, where you have set it: HF_TOKEN, in a file that only you can read.',
  ]);
});

test('what was kept is read back with what was shown; what cannot be read was never shown', () => {
  const kept = withShown({}, { name: 'lab', target: TARGET, spec: SPEC }, 5);
  expect(readShownJobs(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  expect(Object.values(kept)[0]).toMatchObject({ at: 5, text: expect.stringContaining('vllm run-batch') });
  for (const broken of [undefined, 'x', { 'answer lab': 1 }]) expect(readShownJobs(broken)).toEqual({});
});
