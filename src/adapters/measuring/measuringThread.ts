import type { MessagePort } from 'node:worker_threads';
import { answerTask } from '../../core/measuring/answerTask.ts';
import type { MeasuringQuestion } from '../../core/measuring/tasks.ts';
import type { ReportFacts } from '../../core/metrics/facts.ts';
import { applyReviews } from '../../core/review/applyReviews.ts';
import { openResults, type ResultsReader } from '../store/resultsReader.ts';
import type { FromThread, ToThread } from './threadMessages.ts';

/**
 * The other side of `createMeasuringThread`: answers the questions that come through the port, one after the other. The
 * store is open while a question is answered, and no longer: files may be moved or deleted between questions.
 */
export function serveMeasuring(port: MessagePort): void {
  const asked = new Map<number, AbortController>();
  const facts = createFactsMemory();
  let working = Promise.resolve();

  port.on('message', (message: ToThread) => {
    if (message.kind === 'abort') return asked.get(message.id)?.abort();
    const { id, question } = message;
    const stop = new AbortController();
    asked.set(id, stop);
    working = working.then(async () => {
      const answer = await answerOf(id, question, stop.signal);
      asked.delete(id);
      if (!stop.signal.aborted) port.postMessage(answer);
    });
  });

  async function answerOf(id: number, question: MeasuringQuestion, signal: AbortSignal): Promise<FromThread> {
    try {
      signal.throwIfAborted();
      return { kind: 'told', id, told: await answerFrom(question, signal) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { kind: 'failed', id, name, message };
    }
  }

  async function answerFrom(question: MeasuringQuestion, signal: AbortSignal): Promise<unknown> {
    const store = await openResults(question.store);
    try {
      const { kind, results, asked: details } = question;
      return await answerTask(kind, details, {
        ...{ store, results, signal },
        facts: (isCorrected) => facts.of(store, question, isCorrected),
      });
    } finally {
      await store.close();
    }
  }
}

/** Keeps what all figures of a file are worked out from, until another file or version is asked about. */
function createFactsMemory() {
  let last: { readonly key: string; graded?: ReportFacts; corrected?: ReportFacts } = { key: '' };
  return {
    async of(
      store: ResultsReader,
      { store: path, version, results: { file } }: MeasuringQuestion,
      isCorrected: boolean,
    ): Promise<ReportFacts> {
      const key = JSON.stringify([path, file, version]);
      if (last.key !== key) last = { key };
      const known = last;
      known.graded ??= await store.reportFacts({ file });
      if (!isCorrected || known.graded.reviewed.length === 0) return known.graded;
      known.corrected ??= applyReviews(known.graded, await store.reviews({ file }), { graders: 'with' });
      return known.corrected;
    },
  };
}
