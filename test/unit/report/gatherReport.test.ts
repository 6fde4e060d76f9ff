import { expect, test } from 'vitest';
import { factsOf } from '../../../src/core/metrics/factsOf.ts';
import { gatherReport } from '../../../src/core/report/gatherReport.ts';
import type { RunId } from '../../../src/core/runs/records.ts';
import { fakeStore } from '../../support/fakeStore.ts';
import { round, sample } from '../metrics/judgedRecords.ts';

const FILE = 'study.skillset.yaml';

async function reportWork() {
  const store = fakeStore();
  const runId = 'run' as RunId;
  await store.saveRun({ id: runId, kind: 'evaluate', file: FILE, plan: {}, startedAt: 1, state: 'done' });
  const samples = [0, 1, 2].map((mix) => ({ ...sample({ mix: `mix ${mix}` }), runId, file: FILE }));
  const gradings = samples.map((of) => round(of, '11 111'));
  for (const each of samples) await store.saveSample(each);
  for (const each of gradings) await store.saveGrading(each);
  const facts = factsOf(samples, gradings);
  return { title: 'Study', store, chosen: { file: FILE }, facts, options: { nameRule: true }, texts: 10 };
}

test('a report that is called off ends where it is, and reads no text after that', async () => {
  const work = await reportWork();
  const stop = new AbortController();
  let read = 0;
  const store: typeof work.store = {
    ...work.store,
    eachSample: (filter, visit) =>
      work.store.eachSample(filter, async (...seen) => {
        await visit(...seen);
        read += 1;
        stop.abort(new Error('called off'));
      }),
  };
  await expect(gatherReport({ ...work, store }, stop.signal)).rejects.toThrow('called off');
  expect(read).toBe(1);
});

test('a report that nobody calls off tells of all texts', async () => {
  const { counted } = await gatherReport(await reportWork(), new AbortController().signal);
  expect(counted.samples).toBe(3);
});
