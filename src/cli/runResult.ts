import { countsText, spentDoubt, spentText } from '../core/runs/describeProgress.ts';
import type { StorePort } from '../core/runs/ports.ts';
import type { Sample, SampleId } from '../core/runs/records.ts';
import type { EndedRun } from '../core/runs/runEnding.ts';
import { harmless, print, tell } from './terminal.ts';

/** What is said of every run when it has ended, on standard error. */
export function tellEnd(summary: EndedRun): void {
  const { texts, gradings, spent } = summary.progress;
  if (texts.total > 0) tell(`Texts: ${countsText(texts)}.`);
  if (gradings.total > 0) tell(`Gradings: ${countsText(gradings)}.`);
  const paid = spentText(summary.progress);
  const doubt = spentDoubt(spent);
  if (paid !== undefined) tell(`Spent: ${paid}${doubt === undefined ? '' : ` (${doubt})`}.`);
  for (const [skill, samples] of summary.withoutCheck)
    tell(`The rule grader left ${samples} samples alone: "${skill}" carries no check.`);
  for (const [model, { message }] of summary.stopped) tell(`${model} was asked no more: ${message}`);
  if (summary.state === 'stopped' && summary.stopped.size === 0) tell(`Stopped: ${summary.why}`);
  if (summary.state === 'cancelled')
    tell('Cancelled. What was finished is kept; run the same command again to go on.');
}

/** The counts of a run's texts, as `--format json` prints them. */
export function textsJson({ state, why, progress, stopped }: EndedRun): Record<string, unknown> {
  const { texts } = progress;
  const [stoppedBy] = stopped.values();
  return {
    cached: texts.cached,
    unreadable: texts.unreadable,
    failed: texts.failed,
    notAsked: texts.left,
    cancelled: state === 'cancelled',
    stoppedBy: stoppedBy ?? (state === 'stopped' ? { kind: 'budget', message: why } : null),
    progress,
  };
}

/** Samples are fetched anew, so many at a time, so that a long run need not hold its texts. */
const PAGE = 500;

export async function* samplesOf(
  store: Pick<StorePort, 'samples'>,
  ids: readonly SampleId[],
): AsyncGenerator<Sample> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const found = new Map((await store.samples({ ids: page })).map((sample) => [sample.id, sample]));
    for (const id of page) {
      const sample = found.get(id);
      if (sample !== undefined) yield sample;
    }
  }
}

export function sampleJson({ id, mix, student, generation, result, draft }: Sample): unknown {
  return {
    id,
    student,
    generation,
    k: mix.skills.length,
    split: mix.split,
    skills: mix.skills.map(({ name }) => name),
    topic: mix.topic.name,
    state: result.kind,
    ...(result.kind === 'text'
      ? { text: result.text, explanation: result.explanation ?? null }
      : { why: result.why }),
    draft: draft ?? null,
  };
}

export function printSample({ mix, result }: Sample): void {
  const names = mix.skills.map(({ name }) => name).join(' + ');
  const text = result.kind === 'text' ? result.text : `(${result.kind}: ${result.why})`;
  print(harmless(`# ${names} / ${mix.topic.name}\n${text}\n`));
}
