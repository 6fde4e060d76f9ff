import type { Plan } from '../plan/plan.ts';
import { textsIn } from '../plan/plan.ts';
import { tasksOf } from '../plan/tasksOf.ts';
import { advanceBatches, type BatchOptions, type BatchStep } from '../runs/batches/advanceBatches.ts';
import { type GenerationTask, type Student, sampleIdOf } from '../runs/generateSample.ts';
import type { GradingTools } from '../runs/gradeSample.ts';
import type { Run, SampleId } from '../runs/records.ts';

export interface AnswerWork {
  readonly plan: Plan;
  readonly students: readonly Student[];
  /** One model after the other, because the target has room for one: not where a scheduler finds room for each. */
  readonly oneAtATime: boolean;
  readonly retryUnreadable: boolean;
}

/** How the answers stand after one step. */
export interface AnswersStep {
  /** Of the students that were looked at, in order; one that waits keeps the rest from beginning, where they take turns. */
  readonly steps: readonly { readonly student: Student; readonly step: BatchStep }[];
  readonly state: BatchStep['state'];
  readonly why?: string;
}

/** One step of an evaluation on a target: what was answered is collected, and what comes next is sent. Nothing is waited for. */
export async function advanceAnswers(
  tools: GradingTools,
  run: Run,
  work: AnswerWork,
  options: Omit<BatchOptions, 'models'>,
): Promise<AnswersStep> {
  const steps: { readonly student: Student; readonly step: BatchStep }[] = [];
  for (const student of work.students) {
    const texts = textsOf(tools, run, work.plan, student);
    const { retryUnreadable, plan } = work;
    const step = await advanceBatches(
      tools,
      run,
      { texts, textCount: textsIn(plan), samples: [], graders: [], rounds: plan.rounds, retryUnreadable },
      { ...options, models: [student] },
    );
    steps.push({ student, step });
    if (step.state !== 'done' && (work.oneAtATime || step.state !== 'waiting')) break;
  }
  return { steps, ...ending(steps.map(({ step }) => step)) };
}

/** The texts of the plan that these students wrote, as far as the store may have them. */
export function* writtenFor(
  { digest }: Pick<GradingTools, 'digest'>,
  run: Run,
  { plan, students }: Pick<AnswerWork, 'plan' | 'students'>,
): Generator<SampleId> {
  for (const student of students)
    for (const task of textsOf({ digest }, run, plan, student)) yield sampleIdOf({ digest }, task);
}

function textsOf(
  { digest }: Pick<GradingTools, 'digest'>,
  { id: runId, file }: Run,
  plan: Plan,
  student: Student,
): Generator<GenerationTask> {
  return tasksOf(plan, { digest, runId, file, student });
}

function ending(steps: readonly BatchStep[]): Pick<AnswersStep, 'state' | 'why'> {
  for (const state of ['cancelled', 'stopped', 'waiting'] as const) {
    const found = steps.find((step) => step.state === state);
    if (found !== undefined) return { state, ...(found.why === undefined ? {} : { why: found.why }) };
  }
  return { state: 'done' };
}
