import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeSpec, fakeTask, HOSTILE_WORDS } from '../support/remote/fakeEngine.ts';
import { createHome, createJobBench, type JobBench } from '../support/remote/jobBench.ts';

describe('a job on this machine', () => {
  let bench: JobBench;
  let home: Awaited<ReturnType<typeof createHome>>;

  beforeAll(async () => {
    home = await createHome();
    bench = createJobBench({ here: { kind: 'local', folder: home.path } });
  });

  afterAll(async () => {
    await bench?.dispose();
    await home?.dispose();
  });

  it('runs to its end, and hands every word over as it is', async () => {
    const spec = fakeSpec({ tasks: [fakeTask({ steps: 3, proof: 'out/trainer_state.json' })] });
    const job = await bench.end(await bench.start('here', spec));
    expect(job).toMatchObject({ state: 'done', starts: 1, progress: { done: 3, total: 3 } });
    expect(await bench.steps(job)).toEqual([1, 2, 3]);
    const log = await bench.log(job);
    for (const word of HOSTILE_WORDS) expect(log).toContain(`word <${word}>\n`);
    expect(log).toContain(`greeting <it's $HOME; "hi">`);
  });
});
