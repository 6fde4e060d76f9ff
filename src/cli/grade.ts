import { Command } from 'commander';
import { graderName } from '../core/runs/gradeSample.ts';
import type { Grading } from '../core/runs/records.ts';
import { type EndedRun, isFailure } from '../core/runs/runEnding.ts';
import { startRun } from '../core/runs/runner.ts';
import { textsToGrade } from '../core/runs/textsToGrade.ts';
import { DEFAULT_ROUNDS } from '../core/skillset/schema/study.ts';
import { runInBatches } from './batchWork.ts';
import type { CommandContext } from './commandContext.ts';
import { gradersNamed } from './models.ts';
import { graderOption, roundsOption, wholeNumber } from './options.ts';
import { pricesFrom } from './prices.ts';
import { readSkillset } from './readSkillset.ts';
import { budgetOf, checkPrices } from './runBudget.ts';
import { addCallFlags, mostAtOnce, type RunFlags } from './runFlags.ts';
import { tellEnd } from './runResult.ts';
import { createRunView } from './runView.ts';
import { print, printJson, UsageError, WorkError } from './terminal.ts';
import { withRun } from './workplace.ts';

export function gradeCommand({ signal, end }: CommandContext): Command {
  const command = new Command('grade')
    .description(
      'Have the texts of a skillset graded: those in the store, and those written by hand in `mixes:`.',
    )
    .argument('<file>', 'a skillset file')
    .addOption(graderOption())
    .addOption(roundsOption())
    .option('--max-tokens <n>', 'the most tokens of one grading (default: the endpoint’s)', wholeNumber(1))
    .option('--retry-unreadable', 'ask anew where a stored grading could not be read');
  return addCallFlags(command)
    .addHelpText(
      'after',
      '\nThe rule grader needs no model; it grades mixes whose skills all carry a `check`.\nRun again to resume: what is stored is not paid again.',
    )
    .action(async (file: string, flags: RunFlags) => {
      const skillset = await readSkillset(file);
      const names = flags.grader ?? skillset.grade?.graders ?? [];
      if (names.length === 0)
        throw new UsageError(
          'No grader: give --grader endpoint/model or --grader rule, or name some in study.grade.graders.',
        );
      const graders = gradersNamed(names, flags);
      const rounds = flags.rounds ?? skillset.grade?.rounds ?? DEFAULT_ROUNDS;
      const priceOf = await pricesFrom(flags.prices);
      const budget = flags.budget ?? skillset.study?.budget;
      checkPrices(budget, graders, priceOf, flags.allowUnpriced);

      const gradings: Grading[] = [];
      const plan = { ...flags, graders: graders.map(graderName), rounds };
      const { batch = false, wait = false } = flags;
      const begun = { kind: 'grade', file, plan, store: flags.store, goesOn: batch } as const;
      const summary = await withRun(begun, async (open) => {
        const { tools, run } = open;
        const samples = await textsToGrade(tools, { runId: run.id, file: run.file }, skillset);
        if (samples.length === 0)
          throw new WorkError(`There is no text of ${file} to grade: run skillmix generate first.`);
        const view = createRunView(samples.length * graders.length * rounds);
        const work = {
          texts: [],
          textCount: 0,
          samples,
          graders,
          rounds,
          retryUnreadable: flags.retryUnreadable ?? false,
        };
        if (batch) {
          const options = { work: () => work, students: [], graders, budget, priceOf, wait, signal };
          return runInBatches(open, options);
        }
        const handle = startRun({ ...tools, onRetry: view.onRetry }, run, work, {
          concurrency: mostAtOnce(flags),
          budget: await budgetOf(open, budget, priceOf),
          signal,
          onGrading: (grading, cached) => {
            if (flags.format === 'json') gradings.push(grading);
            view.onGrading(grading, cached);
          },
        });
        return view.watch(handle);
      });
      if (flags.format === 'json') printJson(gradingsJson(summary, gradings));
      else print(countsLine(summary));
      tellEnd(summary);
      end(isFailure(summary) ? 'failed' : 'ok');
    });
}

function countsLine({ progress: { gradings } }: EndedRun): string {
  const { done, unreadable, failed, left, cached } = gradings;
  return `${done + unreadable + failed} gradings: ${cached} stored before, ${unreadable} unreadable, ${failed} failed, ${left} not asked.`;
}

function gradingsJson({ state, progress, withoutCheck, stopped }: EndedRun, gradings: readonly Grading[]) {
  const { cached, unreadable, failed, left } = progress.gradings;
  return {
    gradings,
    cached,
    unreadable,
    failed,
    notAsked: left,
    cancelled: state === 'cancelled',
    withoutCheck: Object.fromEntries(withoutCheck),
    stopped: Object.fromEntries([...stopped].map(([grader, { message }]) => [grader, message])),
    progress,
  };
}
