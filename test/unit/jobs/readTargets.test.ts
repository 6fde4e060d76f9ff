import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { contributes } from '../../../package.json';
import { readTargets } from '../../../src/core/jobs/readTargets.ts';

const { properties } = contributes.configuration;
const validate = new Ajv({ strict: false }).compile(properties['skillmix.targets']);

const sound = {
  here: { kind: 'local' },
  lab: { kind: 'ssh', host: 'me@lab.example', folder: '~/a b', environment: '/opt/env' },
  cluster: {
    kind: 'slurm',
    host: 'login',
    partition: 'gpu',
    account: 'a',
    qos: 'q',
    time: '1-12:00:00',
    gpus: 4,
    gpuType: 'a100',
    nodes: 2,
    cpusPerTask: 8,
    memory: '64G',
    arrayLimit: 3,
    extra: ['--exclusive'],
    modules: ['cuda/12.4'],
  },
  bare: { kind: 'slurm' },
};

const broken: readonly (readonly [string, unknown, RegExp])[] = [
  ['is of no kind', { host: 'a' }, /must be "local", "ssh" or "slurm"/],
  ['has no host', { kind: 'ssh' }, /needs the setting "host"/],
  [
    'has a host that ssh takes for an option',
    { kind: 'ssh', host: '-oProxyCommand=id' },
    /"host" must be a host/,
  ],
  ['has a host of two words', { kind: 'ssh', host: 'a b' }, /"host" must be a host/],
  [
    'has a setting of another kind',
    { kind: 'ssh', host: 'a', partition: 'gpu' },
    /unknown setting "partition"/,
  ],
  ['has no GPUs', { kind: 'slurm', gpus: 0 }, /"gpus" must be at least 1/],
  ['has a time that is none', { kind: 'slurm', time: '2 hours' }, /"time" must be a time/],
  ['has an option that is none', { kind: 'slurm', extra: ['exclusive'] }, /"extra.0" must be options/],
];

describe('targets', () => {
  it('are read as they are described, by the settings and by the command line alike', () => {
    const { targets, problems } = readTargets(sound);
    expect(problems).toEqual([]);
    expect(Object.fromEntries(targets)).toEqual(sound);
    expect(validate(sound)).toBe(true);
  });

  it.each(broken)('leave out one that %s, and say so', (_, target, message) => {
    const { targets, problems } = readTargets({ ...sound, 'the lab': target });
    expect([...targets.keys()]).toEqual(Object.keys(sound));
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems[0]).toContain('The target "the lab"');
    expect(validate({ 'the lab': target })).toBe(false);
  });

  it('take no line break into a word of sbatch', () => {
    const { problems } = readTargets({ a: { kind: 'slurm', partition: 'gpu\n#SBATCH --uid=0' } });
    expect(problems).toEqual([
      'The target "a": "partition" must hold no line break or other control character.',
    ]);
  });

  it('are none where nothing is written, and a problem where a list is', () => {
    expect(readTargets(undefined)).toEqual({ targets: new Map(), problems: [] });
    expect(readTargets([]).problems).toHaveLength(1);
  });
});
