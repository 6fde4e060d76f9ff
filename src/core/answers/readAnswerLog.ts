import type { LogReading, ReadProgress } from '../jobs/readProgress.ts';

/** vLLM's bar, as in `Running batch:  40% Completed | 12/30 [00:05<00:07,  2.40req/s]`. */
const BAR = /Running batch:.*\|\s*(?<done>\d+)\/(?<total>\d+)/gu;

/** How many requests of a shard are answered. */
export const readAnswerLog: ReadProgress = (_spec, text): LogReading => {
  const last = [...text.matchAll(BAR)].at(-1)?.groups;
  if (last === undefined) return { steps: [] };
  return { steps: [], done: Number(last.done), total: Number(last.total) };
};
