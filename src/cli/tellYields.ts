import { formatEstimate } from '../core/format/formatFraction.ts';
import { type YieldReport, yieldsOf } from '../core/metrics/yields.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { print } from './terminal.ts';
import type { OpenRun } from './workplace.ts';

/** How many of the attempts at the data are kept, by all runs of the file so far. */
export async function yieldsOfData(
  { tools, run }: OpenRun,
  { students, keep = 'full-marks' }: Plan,
  skillset: Skillset,
): Promise<YieldReport> {
  const facts = await tools.store.reportFacts({ file: run.file });
  return yieldsOf(facts, {
    keep,
    nameRule: skillset.grade?.nameRule ?? true,
    filter: { purposes: ['data'], students },
  });
}

export function printYields({ keep, tables }: YieldReport, file: string): void {
  for (const { student, graders, byK } of tables) {
    const judges = graders.length === 0 ? '' : `, by ${graders.join(' and ')}`;
    print(`Kept (${keep}) of ${student}${judges}:`);
    for (const { k, kept, decided, rate, low, high } of byK)
      print(`  k = ${k}: ${kept} of ${decided}  ${formatEstimate(rate, low, high)}`);
  }
  print(`By skill and pair: skillmix report ${file} --table yields`);
}
