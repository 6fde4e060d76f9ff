import type { SampleId } from '../core/runs/records.ts';
import { type EndedRun, isFailure } from '../core/runs/runEnding.ts';
import { startRun } from '../core/runs/runner.ts';
import { DEFAULT_ROUNDS } from '../core/skillset/schema/study.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import { runInBatches } from './batchWork.ts';
import type { CommandContext } from './commandContext.ts';
import { chooseMixes, type MixChoice, tasksFor } from './mixChoice.ts';
import { gradersNamed, studentsNamed } from './models.ts';
import { pricesFrom } from './prices.ts';
import { budgetOf, checkPrices } from './runBudget.ts';
import { endpointsOf, mostAtOnce, type RunFlags, samplingOf } from './runFlags.ts';
import { printSample, sampleJson, samplesOf, tellEnd, textsJson } from './runResult.ts';
import { createRunView } from './runView.ts';
import { printJson } from './terminal.ts';
import { type OpenRun, withRun } from './workplace.ts';

export interface ChosenFlags extends MixChoice, RunFlags {
  readonly student?: readonly string[];
  readonly generations?: number;
}

/** Has texts written for the mixes that the flags name, and graded where they name graders. */
export async function writeChosen(
  file: string,
  skillset: Skillset,
  flags: ChosenFlags,
  { signal, end }: CommandContext,
): Promise<void> {
  const mixes = chooseMixes(skillset, flags);
  const names = flags.student ?? (skillset.student === undefined ? [] : [skillset.student]);
  const students = studentsNamed(names, { ...endpointsOf(flags), sampling: samplingOf(flags) });
  const graders = gradersNamed(flags.grader ?? [], endpointsOf(flags));
  const priceOf = await pricesFrom(flags.prices);
  const budget = flags.budget ?? skillset.study?.budget;
  checkPrices(budget, [...students, ...graders], priceOf, flags.allowUnpriced);

  const plan = { ...flags, student: students.map(({ name }) => name) };
  const { generations = 1, batch = false, wait = false, retryUnreadable = false } = flags;
  const rounds = flags.rounds ?? skillset.grade?.rounds ?? DEFAULT_ROUNDS;
  const begun = { kind: 'generate', file, plan, store: flags.store, goesOn: batch } as const;
  const summary = await withRun(begun, async (open) => {
    const texts = students.flatMap((student) => tasksFor(mixes, open.run, student, { generations }));
    const work = { texts, textCount: texts.length, samples: [], graders, rounds, retryUnreadable };
    if (batch) {
      const options = { work: () => work, students, graders, budget, priceOf, wait, signal };
      return runInBatches(open, options);
    }
    const view = createRunView(texts.length);
    const ids: SampleId[] = [];
    const handle = startRun({ ...open.tools, onRetry: view.onRetry }, open.run, work, {
      concurrency: mostAtOnce(flags),
      budget: await budgetOf(open, budget, priceOf),
      signal,
      onText: (sample, cached, index) => {
        ids[index] = sample.id;
        view.onText(sample, cached);
      },
      onGrading: view.onGrading,
    });
    const result = await view.watch(handle);
    const known = ids.filter((id) => id !== undefined);
    await printTexts(open, known, result, flags.format);
    return result;
  });
  tellEnd(summary);
  end(isFailure(summary) ? 'failed' : 'ok');
}

/** In the order of the mixes, whenever each was written. */
async function printTexts(
  { tools }: OpenRun,
  ids: readonly SampleId[],
  summary: EndedRun,
  format: string,
): Promise<void> {
  if (format === 'json') {
    const samples: unknown[] = [];
    for await (const sample of samplesOf(tools.store, ids)) samples.push(sampleJson(sample));
    printJson({ samples, ...textsJson(summary) });
  } else for await (const sample of samplesOf(tools.store, ids)) printSample(sample);
}
