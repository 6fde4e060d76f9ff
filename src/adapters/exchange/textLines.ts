import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of a UTF-8 file, one at a time, less a byte order mark and the ends of the lines. */
export async function* textLines(path: string): AsyncGenerator<string> {
  let isFirst = true;
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    yield isFirst ? line.replace(/^\uFEFF/u, '') : line;
    isFirst = false;
  }
}
