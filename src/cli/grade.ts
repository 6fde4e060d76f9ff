import { Command } from 'commander';
import { authorSamples } from '../core/runs/authorSample.ts';
import { graderName } from '../core/runs/gradeSample.ts';
import { withMarksOfToday } from '../core/runs/marksOfToday.ts';
import type { Grading } from '../core/runs/records.ts';
import { type GradingSummary, gradingTasks, runGrading } from '../core/runs/runGrading.ts';
import { DEFAULT_ROUNDS } from '../core/skillset/schema/study.ts';
import type { CommandContext } from './commandContext.ts';
import { gradersFrom } from './models.ts';
import {
  collect,
  concurrencyOption,
  endpointsOption,
  formatOption,
  storeOption,
  wholeNumber,
} from './options.ts';
import { readSkillset } from './readSkillset.ts';
import { print, printJson, tell, WorkError } from './terminal.ts';
import { withRun } from './workplace.ts';

interface GradeOptions {
  readonly grader?: readonly string[];
  readonly rounds?: number;
  readonly maxTokens?: number;
  readonly retryUnreadable?: boolean;
  readonly concurrency: number;
  readonly store?: string;
  readonly endpoints?: string;
  readonly format: string;
}

export function gradeCommand({ signal, end }: CommandContext): Command {
  return new Command('grade')
    .description(
      'Have the texts of a skillset graded: those in the store, and those written by hand in `mixes:`.',
    )
    .argument('<file>', 'a skillset file')
    .option(
      '--grader <endpoint/model|rule>',
      'who grades (default: the study’s graders); may be given again',
      collect((text) => text),
    )
    .option('--rounds <n>', 'rounds for each model grader (default: the study’s, or 3)', wholeNumber(1))
    .option('--max-tokens <n>', 'the most tokens of one grading (default: the endpoint’s)', wholeNumber(1))
    .option('--retry-unreadable', 'ask anew where a stored grading could not be read')
    .addOption(concurrencyOption())
    .addOption(storeOption())
    .addOption(endpointsOption())
    .addOption(formatOption(['text', 'json']))
    .addHelpText(
      'after',
      '\nThe rule grader needs no model; it grades mixes whose skills all carry a `check`.\nRun again to resume: what is stored is not paid again.',
    )
    .action(async (file: string, options: GradeOptions) => {
      const skillset = await readSkillset(file);
      const graders = gradersFrom(options, skillset);
      const rounds = options.rounds ?? skillset.grade?.rounds ?? DEFAULT_ROUNDS;
      const plan = { ...options, graders: graders.map(graderName), rounds };
      const summary = await withRun({ kind: 'grade', file, plan, store: options.store }, async (run) => {
        for (const sample of await authorSamples(run.tools, run, skillset))
          await run.tools.store.saveSample(sample);
        const stored = await run.tools.store.samples({ file: run.file });
        const samples = await withMarksOfToday(run.tools.store, skillset, stored);
        const tasks = gradingTasks(
          samples,
          graders,
          rounds,
          options.retryUnreadable ? { retryUnreadable: true } : {},
        );
        if (tasks.length === 0)
          throw new WorkError(`There is no text of ${file} to grade: run skillmix generate first.`);
        return runGrading(run.tools, tasks, {
          concurrency: options.concurrency,
          signal,
          onGrading: (grading, cached) => tell(progressLine(grading, cached)),
        });
      });
      printSummary(summary, options.format);
      end(isFailure(summary) ? 'failed' : 'ok');
    });
}

/** Nothing to show for it, or a call that found no reply. */
function isFailure({ gradings, unreadable, failed, notAsked }: GradingSummary): boolean {
  return failed > 0 || notAsked > 0 || unreadable === gradings.length;
}

function progressLine({ grader, round, sampleId, result }: Grading, cached: boolean): string {
  return `${grader}  round ${round}  ${sampleId.slice(0, 8)}  ${outcome(result)}${cached ? ' (stored)' : ''}`;
}

function outcome(result: Grading['result']): string {
  if (result.kind !== 'graded') return `${result.kind}: ${result.why}`;
  const earned = result.points.filter(({ point, named }) => point === 1 && !named).length;
  return `${earned}/${result.points.length}`;
}

function printSummary(summary: GradingSummary, format: string): void {
  const { gradings, cached, unreadable, failed, notAsked, cancelled } = summary;
  const withoutCheck = Object.fromEntries(summary.withoutCheck);
  const stopped = Object.fromEntries([...summary.stopped].map(([grader, { message }]) => [grader, message]));
  if (format === 'json')
    printJson({ gradings, cached, unreadable, failed, notAsked, cancelled, withoutCheck, stopped });
  else
    print(
      `${gradings.length} gradings: ${cached} stored before, ${unreadable} unreadable, ${failed} failed, ${notAsked} not asked.`,
    );
  for (const [skill, samples] of summary.withoutCheck) {
    tell(`The rule grader left ${samples} samples alone: "${skill}" carries no check.`);
  }
  for (const [grader, message] of Object.entries(stopped)) tell(`${grader} was asked no more: ${message}`);
  if (cancelled) tell('Cancelled. What was finished is kept; run the same command again to go on.');
}
