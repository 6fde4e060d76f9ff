import * as v from 'valibot';
import { UnusableReply } from './unusableReply.ts';

/** Reads one line of a batch's results. */
export function parseLine<T>(form: v.GenericSchema<unknown, T>, line: string): T {
  const parsed = v.safeParse(form, JSON.parse(line));
  if (!parsed.success) throw new UnusableReply('malformed', 'a line of its results has an unknown form');
  return parsed.output;
}
