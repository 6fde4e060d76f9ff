import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/core/jobs/readFacts.ts';
import { readProbe } from '../../../src/core/jobs/readProbe.ts';

const FACTS = `now 1700000100
host login
folder /home/it's me/.skillmix/jobs/a b
free 2048
starts 2
cancel 1700000050
supervisor elsewhere node7
scheduled
slurm 12
answered
queue 12_0|RUNNING|n1|None
task 0 3 2 alive login 1700000099 512
task 1 1 1 none - - 0
task 2 1 2 gone login 1700000090 9 137 1700000095 - 1 0
task 3 1 2 gone login 1700000090 9 143 1700000095 4 0 1 -
task 4 1 2 gone login 1700000090 9 143 1700000095 4 0 1 again
gpu 50 1000 4000
`;

const asked = {
  attempt: 1,
  start: 2,
  process: { kind: 'gone', host: 'login' },
  beat: 1700000090,
  logBytes: 9,
};
const terminated = { code: 143, at: 1700000095, shown: 4, isDiskFull: false, wasAsked: true };

describe('what the supervisor tells', () => {
  it('is read line by line', () => {
    expect(readFacts(FACTS)).toEqual({
      now: 1700000100,
      host: 'login',
      folder: "/home/it's me/.skillmix/jobs/a b",
      freeBytes: 2048 * 1024,
      starts: 2,
      cancelledAt: 1700000050,
      supervisor: { kind: 'elsewhere', host: 'node7' },
      scheduler: {
        id: '12',
        isBeingSubmitted: false,
        hasAnswered: true,
        tasks: new Map([[0, { state: 'RUNNING', node: 'n1' }]]),
      },
      tasks: [
        {
          task: 0,
          attempt: 3,
          start: 2,
          process: { kind: 'alive', host: 'login' },
          beat: 1700000099,
          logBytes: 512,
        },
        { task: 1, attempt: 1, start: 1, process: { kind: 'none', host: '-' }, logBytes: 0 },
        {
          task: 2,
          attempt: 1,
          start: 2,
          process: { kind: 'gone', host: 'login' },
          beat: 1700000090,
          logBytes: 9,
          exit: { code: 137, at: 1700000095, isDiskFull: true, wasAsked: false },
        },
        { ...asked, task: 3, exit: terminated },
        { ...asked, task: 4, exit: { ...terminated, limit: 'again' } },
      ],
      gpus: [{ busy: 0.5, memory: 0.25 }],
    });
  });

  it.each([
    ['is empty', ''],
    ['lacks its head', FACTS.replace('now 1700000100\n', '')],
    ['is cut in a task', FACTS.slice(0, FACTS.indexOf('task 1') + 8)],
  ])('is nothing where it %s', (_, text) => {
    expect(readFacts(text)).toBeUndefined();
  });

  it('tells of somebody who submits, and of a Slurm that does not answer', () => {
    const head = FACTS.slice(0, FACTS.indexOf('slurm'));
    expect(readFacts(`${head}submitter alive login\n`)?.scheduler).toMatchObject({ isBeingSubmitted: true });
    expect(readFacts(`${head}submitter gone login\n`)?.scheduler).toMatchObject({ isBeingSubmitted: false });
    expect(readFacts(`${head}slurm 12\nsilent no controller\n`)?.scheduler).toMatchObject({
      hasAnswered: false,
      complaint: 'no controller',
    });
  });
});

describe('what a target has', () => {
  it('is read with all that may be missing', () => {
    const bare = 'who me@lab\nsystem Linux 6.1 x86_64\nfolder /a b\ndisk 10 20\n';
    expect(readProbe(bare)).toEqual({
      who: 'me@lab',
      system: 'Linux 6.1 x86_64',
      folder: '/a b',
      disk: { freeBytes: 10240, totalBytes: 20480 },
      gpus: [],
      engines: [],
      warnings: [],
    });
    const rich = `${bare}gpu 81920, 80000, NVIDIA H100 80GB HBM3\ncuda 12.4\npython 3.11.7\nuv 0.9.1 /home/me/.local/bin/uv
engine trl 1.16.0 /a b/environments/trl\nengine other 1 /x\nlacks tar\nslurm 23.11.4\npartition gpu|2|infinite|gpu:h100:8|gpu*\n`;
    expect(readProbe(rich)).toMatchObject({
      gpus: [{ name: 'NVIDIA H100 80GB HBM3', memoryBytes: 81920 * 1024 ** 2, freeBytes: 80000 * 1024 ** 2 }],
      cuda: '12.4',
      python: '3.11.7',
      uv: '0.9.1',
      uvPath: '/home/me/.local/bin/uv',
      engines: [{ engine: 'trl', version: '1.16.0', environment: '/a b/environments/trl' }],
      slurm: { version: '23.11.4', partitions: [{ name: 'gpu', gpus: [{ type: 'h100', count: 8 }] }] },
      warnings: [expect.stringContaining('There is no tar')],
    });
    expect(readProbe('who me@lab\n')).toBeUndefined();
  });
});
