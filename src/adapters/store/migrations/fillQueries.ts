import type { Connection } from '../connection.ts';
import { fillResults } from './fillResults.ts';
import { fillWords } from './fillWords.ts';

/** Puts what was written before into the indexes of words, and tells which rounds differ. */
export async function fillQueries(connection: Connection): Promise<void> {
  await fillWords(connection);
  await fillResults(connection);
}
