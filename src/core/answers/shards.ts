import type { JobFile } from '../jobs/jobSpec.ts';

/** So many requests go into one file that one run of the engine answers. */
export interface Shard {
  readonly input: JobFile;
  /** Where its answers come to lie, in the job's folder itself: engines make no folders. */
  readonly output: string;
  readonly requests: number;
}

/**
 * The requests as files in OpenAI's batch format, of about the same size. An engine that writes only at its end loses no
 * more than one of them.
 *
 * @param lines one request each, without a line end
 * @param most requests of one shard, at least 1
 */
export function shardsOf(lines: readonly string[], most: number): Shard[] {
  const count = Math.ceil(lines.length / most);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * lines.length) / count);
    const to = Math.floor(((index + 1) * lines.length) / count);
    const name = `${String(index + 1).padStart(4, '0')}.jsonl`;
    const content = `${lines.slice(from, to).join('\n')}\n`;
    return {
      input: { path: `requests/${name}`, content },
      output: `answers-${name}`,
      requests: to - from,
    };
  });
}
