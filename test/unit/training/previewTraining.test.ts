import { expect, test } from 'vitest';
import { previewTraining } from '../../../src/adapters/training/previewTraining.ts';
import type { TargetProbe } from '../../../src/core/jobs/probe.ts';
import { effortLines } from '../../../src/core/training/trainingSummary.ts';
import { trainPlan } from './plans.ts';

const gpu = { name: 'NVIDIA A100-SXM4-80GB', memoryBytes: 80e9, freeBytes: 80e9 };
const probe: TargetProbe = {
  ...{ who: 'me@lab', system: 'Linux', folder: '/home/me/.skillmix' },
  ...{ disk: { freeBytes: 1e12, totalBytes: 1e12 }, gpus: [gpu, gpu, gpu, gpu], engines: [], warnings: [] },
};
const NO_CONFIG = { kind: 'failure', failure: { kind: 'not-there', message: 'It is not there.' } } as const;
const PLACE = {
  ...{ file: '/work/a.skillset.yaml', skillset: { seed: 1 }, rows: 8_000, probe },
  port: { name: 'lab', target: { kind: 'ssh', host: 'lab' }, modelConfig: async () => NO_CONFIG },
} as const;

test('a training is planned for its machine before there are data', async () => {
  const preview = await previewTraining({ ...PLACE, plan: trainPlan({}) });
  if (preview.kind === 'refused') throw new Error(preview.problems.join(' '));
  expect(preview.spec).toMatchObject({ kind: 'train', needs: { gpus: 4 } });
  expect(effortLines(preview.summary).join('\n')).toMatch(
    /Steps: 4,000 of 4 ×[\s\S]*Memory of each GPU[\s\S]*Time: about/u,
  );
});

test('what could not run is refused before anything is paid for its data', async () => {
  const unknown = await previewTraining({ ...PLACE, plan: trainPlan({ chatTemplate: 'no-such' }) });
  expect(unknown).toMatchObject({ kind: 'refused', problems: [expect.stringContaining('no-such')] });
  const uneven = await previewTraining({ ...PLACE, plan: trainPlan({ batch: 63 }) });
  expect(uneven).toMatchObject({ kind: 'refused', problems: [expect.stringContaining('63')] });
});
