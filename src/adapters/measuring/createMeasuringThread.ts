import { Worker } from 'node:worker_threads';
import type { MeasuringPort, TaskKind, Told } from '../../core/measuring/tasks.ts';
import type { FromThread, ToThread } from './threadMessages.ts';

export interface MeasuringThread extends MeasuringPort {
  /** Ends the thread; what was asked and not answered is rejected. */
  end(): Promise<void>;
}

interface Waiting {
  /** The one who asked knows of what kind the answer is. */
  readonly resolve: (told: never) => void;
  readonly reject: (error: unknown) => void;
}

/** In milliseconds: a thread that has nothing to do for so long gives its memory back. */
const IDLE = 60_000;

/**
 * Asks a thread of its own, which begins with the first question and runs the bundle at `script`. Neither the thread nor
 * anything here keeps a process alive that has nothing else to do, unless it waits for an answer.
 */
export function createMeasuringThread(script: string, idle: number = IDLE): MeasuringThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let resting: NodeJS.Timeout | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(script);
    started.on('message', settle);
    started.once('error', (error) => lose(started, error));
    started.once('exit', () => lose(started, new Error('The thread that works out figures has ended.')));
    return started;
  }

  function settle(message: FromThread): void {
    const { resolve, reject } = take(message.id) ?? {};
    if (message.kind === 'told') resolve?.(message.told as never);
    else reject?.(Object.assign(new Error(message.message), { name: message.name }));
  }

  function take(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) rest();
    return found;
  }

  function rest(): void {
    worker?.unref();
    clearTimeout(resting);
    resting = setTimeout(() => void end(), idle);
    resting.unref();
  }

  /** The next question begins another thread. */
  function lose(lost: Worker, error: unknown): void {
    if (worker !== lost) return;
    worker = undefined;
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(error);
  }

  async function end(): Promise<void> {
    clearTimeout(resting);
    await worker?.terminate();
  }

  return {
    ask<Kind extends TaskKind>(question: unknown, signal?: AbortSignal) {
      return new Promise<Told<Kind>>((resolve, reject) => {
        signal?.throwIfAborted();
        lastId += 1;
        const id = lastId;
        const abort = () => {
          if (take(id) === undefined) return;
          worker?.postMessage({ kind: 'abort', id } satisfies ToThread);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
        const done = () => signal?.removeEventListener('abort', abort);
        waiting.set(id, {
          resolve: (told) => {
            done();
            resolve(told);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        clearTimeout(resting);
        worker ??= start();
        worker.ref();
        worker.postMessage({ kind: 'ask', id, question } as ToThread);
      });
    },
    end,
  };
}
