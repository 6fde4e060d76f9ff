import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Written } from './atomicFile.ts';

/** Reads a UTF-8 file once: passes each line on, and tells their number and the SHA-256 of the bytes. */
export async function hashLines(path: string, onLine: (line: string) => void): Promise<Written> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder();
  let [lines, rest] = [0, ''];
  const pass = (line: string): void => {
    lines += 1;
    onLine(line);
  };
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) pass(part);
  }
  rest += decoder.decode();
  if (rest !== '') pass(rest);
  return { lines, sha256: hash.digest('hex') };
}
