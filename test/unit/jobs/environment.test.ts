import { describe, expect, it } from 'vitest';
import { specProblems } from '../../../src/core/jobs/checkSpec.ts';
import { environmentSpec } from '../../../src/core/jobs/environmentSpec.ts';
import { ENGINE_NAMES } from '../../../src/core/jobs/jobSpec.ts';
import type { TargetProbe } from '../../../src/core/jobs/probe.ts';
import { foundLines, lacksFor } from '../../../src/core/jobs/targetReport.ts';

const probe: TargetProbe = {
  who: 'me@lab',
  system: 'Linux 6.1 x86_64',
  folder: '/home/me/.skillmix',
  disk: { freeBytes: 5e10, totalBytes: 1e12 },
  gpus: [{ name: 'NVIDIA A100', memoryBytes: 8e10, freeBytes: 7e10 }],
  python: '3.11.7',
  uv: '0.9.1',
  uvPath: '/home/me/.local/bin/uv',
  engines: [],
  warnings: [],
};

describe('the environment of an engine', () => {
  it.each(ENGINE_NAMES)('is made by a sound job for %s', (engine) => {
    const spec = environmentSpec(engine, probe);
    expect(specProblems(spec)).toEqual([]);
    expect(spec.kind).toBe('setup');
    expect(spec.tasks[1]?.command.slice(0, 4)).toEqual([probe.uvPath, 'pip', 'install', '--python']);
    expect(spec.tasks[1]?.command.slice(5).every((word) => /==[\d.]+$/.test(word))).toBe(true);
  });

  it('is made by Python itself where there is no uv', () => {
    const { uv: _, uvPath: __, ...without } = probe;
    expect(environmentSpec('trl', without).tasks[0]?.command).toEqual([
      'python3',
      '-m',
      'venv',
      '/home/me/.skillmix/environments/trl',
    ]);
  });

  it('does not hang on the folder of the job that made it, which may be taken away', () => {
    const paths = environmentSpec('trl', probe).tasks.flatMap(({ command }) => command);
    expect(paths.filter((word) => word.includes('environments/'))).toEqual([
      '/home/me/.skillmix/environments/trl',
      '/home/me/.skillmix/environments/trl/bin/python',
      '/home/me/.skillmix/environments/trl/bin/python',
    ]);
  });

  it('is what lacks, with the commands that make it', () => {
    const [lack] = lacksFor('trl', { kind: 'ssh', host: 'lab' }, probe);
    expect(lack?.what).toBe('trl is not there.');
    expect(lack?.commands[0]).toBe(
      '/home/me/.local/bin/uv venv --allow-existing --python 3.11 environments/trl',
    );
  });

  it('is the only thing that lacks on a machine with a GPU', () => {
    const engines = [{ engine: 'trl', version: '1.16.0', environment: '/e' }] as const;
    expect(lacksFor('trl', { kind: 'ssh', host: 'lab' }, { ...probe, engines })).toEqual([]);
    const older = [{ engine: 'trl', version: '0.9.0', environment: '/e' }] as const;
    expect(
      lacksFor('trl', { kind: 'local' }, { ...probe, engines: older, gpus: [] }).map(({ what }) => what),
    ).toEqual([
      'trl 0.9.0 is there; it was tried with 1.16.0.',
      'No GPU was found: nvidia-smi tells of none.',
    ]);
    expect(foundLines(probe)).toContain('GPU      NVIDIA A100, 70 GB free of 80 GB');
  });

  it('looks for GPUs where Slurm has them', () => {
    const slurm = {
      version: '23',
      partitions: [{ name: 'cpu', isDefault: true, nodes: 1, timeLimit: 'infinite', gpus: [] }],
    };
    const engines = [{ engine: 'trl', version: '1.16.0', environment: '/e' }] as const;
    const whats = (partition?: string) =>
      lacksFor(
        'trl',
        { kind: 'slurm', ...(partition === undefined ? {} : { partition }) },
        { ...probe, engines, slurm },
      );
    expect(whats()).toMatchObject([{ what: 'Slurm tells of no GPUs in the partition cpu.' }]);
    expect(whats('gpu')).toMatchObject([{ what: 'Slurm has no partition gpu.' }]);
  });
});

describe('a job that cannot be dispatched', () => {
  const spec = environmentSpec('trl', probe);
  const file = (path: string) => ({ ...spec, files: [{ path, content: '' }] });

  it.each(['../a', '/a', 'a//b', './a', '.job/id', 'a b', 'ü', '-a', ''])(
    'has a file of the path %s',
    (path) => {
      expect(specProblems(file(path))).toHaveLength(1);
    },
  );

  it('has a line break in a word, a name that is no variable, or nothing to run', () => {
    const task = { command: ['a', 'b\nc'], evidence: { kind: 'none' } } as const;
    expect(specProblems({ ...spec, tasks: [task] })).toEqual(['A line break in "b\\nc".']);
    expect(specProblems({ ...spec, secrets: ['A-B'] })).toEqual(['"A-B" is no variable.']);
    expect(specProblems({ ...spec, tasks: [] })).toEqual(['It has no tasks.']);
    expect(specProblems(file('data/train.jsonl'))).toEqual([]);
  });
});
