import { isChosen, type ReportOptions } from '../metrics/report.ts';
import type { ResultsPort, SampleFilter } from '../runs/ports.ts';
import { type Counted, createProvenanceTally } from './provenanceTally.ts';

/** Counts the texts that figures rest on. Reads all of them once, in memory that does not grow with them. */
export async function countTexts(
  store: ResultsPort,
  chosen: SampleFilter,
  options: ReportOptions,
): Promise<Counted> {
  const tally = createProvenanceTally();
  await store.eachSample(chosen, (sample, gradings) => {
    if (isChosen(sample, options)) tally.add(sample, gradings);
  });
  return tally.result();
}
