import { progressLine } from '../core/runs/describeProgress.ts';
import type { ModelFailure } from '../core/runs/ports.ts';
import type { Grading, Sample } from '../core/runs/records.ts';
import type { RunHandle } from '../core/runs/runner.ts';
import { listenForKeys } from './runKeys.ts';
import { harmless, tell } from './terminal.ts';

/** What is seen of a run in the terminal, on standard error. */
export interface RunView {
  onText(sample: Sample, cached: boolean): void;
  onGrading(grading: Grading, cached: boolean): void;
  /** A wait can last minutes: without a word it looks like a run that hangs. */
  onRetry(failure: ModelFailure, after: number): void;
  /** Shows how far the run is until it has ended. */
  watch<T>(handle: RunHandle & { readonly ended: Promise<T> }): Promise<T>;
}

/** In milliseconds. */
const REDRAW = 250;
/** In milliseconds: where the line cannot be drawn over, one is written only so often. */
const NEW_LINE = 15_000;
/** Beyond so many texts and gradings, only what went wrong gets a line of its own. */
const FEW = 40;
/** So many troubles are told one by one; the report counts them all. */
const MOST_TROUBLES = 50;

/** @param expected how many texts and gradings there will be */
export function createRunView(expected: number): RunView {
  const { stderr } = process;
  let line = '';
  let troubles = 0;

  const say = (text: string): void => {
    if (line !== '') stderr.write('\r\u001B[K');
    tell(text);
    if (line !== '') stderr.write(line);
  };
  const draw = (text: string): void => {
    line = text.slice(0, Math.max(20, stderr.columns - 1));
    stderr.write(`\r\u001B[K${line}`);
  };
  const sayTrouble = (text: string): void => {
    troubles += 1;
    if (troubles <= MOST_TROUBLES) say(text);
    if (troubles === MOST_TROUBLES) say('Further troubles are counted, and not told one by one.');
  };
  const sayResult = (text: string, isTrouble: boolean): void => {
    if (isTrouble) sayTrouble(text);
    else if (expected <= FEW) say(text);
  };

  return {
    onText: (sample, cached) => sayResult(textLine(sample, cached), sample.result.kind !== 'text'),
    onGrading: (grading, cached) => sayResult(gradingLine(grading, cached), grading.result.kind !== 'graded'),
    onRetry: ({ message }, after) => sayTrouble(`${message} Trying again in ${Math.ceil(after / 1000)} s.`),
    async watch(handle) {
      const keys = listenForKeys(handle, say);
      const timer = stderr.isTTY
        ? setInterval(() => draw(progressLine(handle.progress())), REDRAW)
        : setInterval(() => tell(progressLine(handle.progress())), NEW_LINE);
      timer.unref();
      try {
        return await handle.ended;
      } finally {
        clearInterval(timer);
        keys.stop();
        if (line !== '') stderr.write('\r\u001B[K');
        line = '';
      }
    },
  };
}

function textLine({ mix, student, generation, result }: Sample, cached: boolean): string {
  const names = mix.skills.map(({ name }) => name).join(' + ');
  const state = result.kind === 'text' ? 'ok' : `${result.kind}: ${result.why}`;
  return harmless(`${student}  ${names} / ${mix.topic.name}  #${generation}  ${state}${stored(cached)}`);
}

function gradingLine({ grader, round, sampleId, result }: Grading, cached: boolean): string {
  return harmless(`${grader}  round ${round}  ${sampleId.slice(0, 8)}  ${outcome(result)}${stored(cached)}`);
}

function outcome(result: Grading['result']): string {
  if (result.kind !== 'graded') return `${result.kind}: ${result.why}`;
  const earned = result.points.filter(({ point, named }) => point === 1 && !named).length;
  return `${earned}/${result.points.length}`;
}

function stored(cached: boolean): string {
  return cached ? ' (stored)' : '';
}
