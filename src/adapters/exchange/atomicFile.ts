import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface Written {
  readonly lines: number;
  readonly sha256: string;
}

/** Fills a file beside `path` and puts it there when it is whole: nobody ever sees half of it, and a failure leaves the old one. */
export async function replaceFile<T>(path: string, fill: (draft: string) => Promise<T>): Promise<T> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const result = await fill(draft);
    await rename(draft, path);
    return result;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Writes lines, each ended by `end`, without holding more than some of them in memory. */
export function replaceLines(
  path: string,
  fill: (write: (line: string) => Promise<void>) => Promise<void>,
  end = '\n',
): Promise<Written> {
  return replaceFile(path, async (draft) => {
    const file = await open(draft, 'w');
    const hash = createHash('sha256');
    let lines = 0;
    let waiting = '';
    const flush = async (): Promise<void> => {
      const chunk = waiting;
      waiting = '';
      hash.update(chunk, 'utf8');
      await file.writeFile(chunk, 'utf8');
    };
    try {
      await fill(async (line) => {
        lines += 1;
        waiting += line + end;
        if (waiting.length >= CHUNK) await flush();
      });
      await flush();
      await file.sync();
    } finally {
      await file.close();
    }
    return { lines, sha256: hash.digest('hex') };
  });
}

/** In UTF-16 units. */
const CHUNK = 1 << 18;
