import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { JobSpec } from '../../../src/core/jobs/jobSpec.ts';
import { quoted, shownWords } from '../../../src/core/jobs/quoted.ts';
import { batchScript, readPartitions, readQueueLine, sbatchWords } from '../../../src/core/jobs/slurm.ts';

const spec: JobSpec = {
  kind: 'train',
  title: 'Train',
  engine: 'axolotl',
  files: [],
  tasks: [],
  needs: { gpus: 4, nodes: 2 },
  environment: {},
  secrets: [],
  resumes: true,
};

const HOSTILE = [`it's`, '$(touch hacked)', '`id`', '; rm -rf ~ #', '\\', '"', '-n', '*', '!!', 'a  b', ''];

describe('what Slurm is told', () => {
  it('is all that the target and the job say, and asks to be run again where that goes on', () => {
    const target = {
      kind: 'slurm',
      partition: 'gpu',
      account: 'a b',
      qos: 'high',
      time: '12:00:00',
      gpuType: 'a100',
      cpusPerTask: 8,
      memory: '64G',
      arrayLimit: 2,
      extra: ['--exclusive'],
    } as const;
    expect(sbatchWords(target, spec, [0, 2])).toEqual([
      '--array=0,2%2',
      '--partition=gpu',
      '--account=a b',
      '--qos=high',
      '--time=12:00:00',
      '--nodes=2',
      '--ntasks-per-node=1',
      '--cpus-per-task=8',
      '--mem=64G',
      '--gres=gpu:a100:4',
      '--signal=B:USR1@300',
      '--requeue',
      '--exclusive',
    ]);
  });

  it('asks for no GPU where none is needed, and not to begin anew what does not resume', () => {
    const words = sbatchWords(
      { kind: 'slurm' },
      { ...spec, resumes: false, needs: { gpus: 0, nodes: 1 } },
      [0],
    );
    expect(words).toContain('--no-requeue');
    expect(words).toContain('--signal=B:TERM@60');
    expect(words.join(' ')).not.toContain('gres');
    const answers = sbatchWords({ kind: 'slurm' }, { ...spec, kind: 'answer', resumes: false }, [0]);
    expect(answers).toEqual(expect.arrayContaining(['--requeue', '--signal=B:USR1@60']));
  });

  it('runs a script in which no name of a module is read by the shell', () => {
    const script = batchScript(3, HOSTILE);
    const loads = script.split('\n').filter((line) => line.startsWith('module load'));
    const echoed = execFileSync('sh', ['-c', `module() { printf '%s\\n' "$2"; }\n${loads.join('\n')}`], {
      encoding: 'utf8',
    });
    expect(echoed.split('\n').slice(0, -1)).toEqual(HOSTILE);
    expect(batchScript(3)).toBe(
      '#!/bin/sh\nexec sh .job/supervisor.sh task "$PWD" 3 "$SLURM_ARRAY_TASK_ID"\n',
    );
  });
});

describe('a word for the shell', () => {
  it.each(HOSTILE)('comes back as it is: %s', (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word);
    expect(execFileSync('sh', ['-c', `printf '<%s>' ${shownWords([word, 'a'])}`], { encoding: 'utf8' })).toBe(
      `<${word}><a>`,
    );
  });
});

describe('what Slurm says', () => {
  it('is read for each task of a job', () => {
    expect(readQueueLine('12_3|RUNNING|n[1-2]|None')).toEqual([[3, { state: 'RUNNING', node: 'n[1-2]' }]]);
    expect(readQueueLine('12_[0-1,5%2]|PENDING||Resources').map(([task]) => task)).toEqual([0, 1, 5]);
    expect(readQueueLine('12_0|CANCELLED by 1000|n1|None')).toEqual([
      [0, { state: 'CANCELLED', node: 'n1' }],
    ]);
    expect(readQueueLine('12_1|TIMEOUT|n1|TimeLimit')).toEqual([
      [1, { state: 'TIMEOUT', node: 'n1', reason: 'TimeLimit' }],
    ]);
  });

  it.each(['', '12|RUNNING|n1|None', 'slurm_load_jobs error', '12_x|RUNNING||'])(
    'is left out where it tells nothing: %s',
    (line) => {
      expect(readQueueLine(line)).toEqual([]);
    },
  );

  it('names its partitions, each with the GPUs of its nodes', () => {
    const text =
      'gpu|3|1-00:00:00|gpu:a100:4(S:0-1)|gpu*\ngpu|1|1-00:00:00|gpu:8|gpu*\ncpu|9|infinite|(null)|cpu\nerror';
    expect(readPartitions(text)).toEqual([
      {
        name: 'gpu',
        isDefault: true,
        nodes: 4,
        timeLimit: '1-00:00:00',
        gpus: [
          { type: 'a100', count: 4 },
          { type: '', count: 8 },
        ],
      },
      { name: 'cpu', isDefault: false, nodes: 9, timeLimit: 'infinite', gpus: [] },
    ]);
  });
});
