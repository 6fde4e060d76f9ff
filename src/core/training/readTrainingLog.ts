import type { JobStep } from '../jobs/job.ts';
import type { JobSpec } from '../jobs/jobSpec.ts';
import type { LogReading } from '../jobs/readProgress.ts';

/**
 * Reads the log of a training: both engines train with the trainer of Transformers, which draws its bar
 * (`8%|▊  | 1/12 [00:01<...]`) before each step's figures (`{'loss': '6.17', 'learning_rate': '2e-05', ...}`) in the
 * same line. Other bars have words before them or another total.
 */
export function readTrainingLog(spec: JobSpec, text: string): LogReading {
  const total = stepsOf(spec);
  const steps: JobStep[] = [];
  let done: number | undefined;
  let problem: string | undefined;
  for (const line of text.split('\n')) {
    done = lastBar(line, total) ?? done;
    problem ??= problemIn(line);
    const figures = readFigures(line);
    if (figures === undefined || done === undefined) continue;
    steps.push({ step: done, ...finite(figures) });
    if (figures.loss !== undefined && !Number.isFinite(figures.loss)) problem ??= lossProblem(done);
  }
  return {
    steps,
    ...(done !== undefined && { done }),
    ...(total !== undefined && { total }),
    ...(problem !== undefined && { problem }),
  };
}

function stepsOf({ tasks: [task] }: JobSpec): number | undefined {
  return task?.evidence.kind === 'trainer-state' ? task.evidence.step : undefined;
}

/** The training's own bar: it has no words before it. */
const BAR = /(?:^|\r) *\d+%\|[^|]*\| (?<done>\d+)\/(?<total>\d+) \[/gu;

function lastBar(line: string, total: number | undefined): number | undefined {
  const bars = [...line.matchAll(BAR)].filter(({ groups }) => Number(groups?.total) === total);
  const last = bars.at(-1)?.groups?.done;
  return last === undefined ? undefined : Number(last);
}

/** One dict of Python with plain keys; the figures may be in quotes. */
function readFigures(line: string): Omit<JobStep, 'step'> | undefined {
  const dict = /\{'loss': .*\}/u.exec(line)?.[0];
  if (dict === undefined) return undefined;
  const figure = (name: string): number | undefined => {
    const value = new RegExp(`'${name}': '?(?<value>[-+.\\w]+)'?`, 'u').exec(dict)?.groups?.value;
    return value === undefined ? undefined : Number(value.replace(/^inf$/u, 'Infinity'));
  };
  const [loss, learningRate, gradNorm] = [figure('loss'), figure('learning_rate'), figure('grad_norm')];
  return {
    ...(loss !== undefined && { loss }),
    ...(learningRate !== undefined && { learningRate }),
    ...(gradNorm !== undefined && { gradNorm }),
  };
}

/** What is no number cannot be kept, and is no figure. */
function finite(figures: Omit<JobStep, 'step'>): Omit<JobStep, 'step'> {
  return Object.fromEntries(Object.entries(figures).filter(([, figure]) => Number.isFinite(figure)));
}

function lossProblem(step: number): string {
  return `The loss of step ${step} is not a number: the weights are worthless from there on. Try a lower learning rate, or "precision: float32".`;
}

function problemIn(line: string): string | undefined {
  const wrong = /^skillmix: (?<what>the labels are wrong: .*)$/u.exec(line)?.groups?.what;
  if (wrong !== undefined) return `The training was not started, because ${wrong}.`;
  if (/Mismatch between tokenized prompt|tokenized prompt is not a prefix/u.test(line))
    return 'The engine cut prompts and answers apart at another place than the chat template does: the loss is not on the answers alone.';
  return undefined;
}
