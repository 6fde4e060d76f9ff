import type { YAMLError } from 'yaml';
import { type Accept, acceptInto, type Problem } from '../problem.ts';
import { exactly, ownText } from './compact.ts';
import { composeFirst } from './composeFirst.ts';
import { type Conversion, convertNode, type SharedKeys } from './convertNode.ts';
import { syntaxMessage } from './syntaxMessage.ts';
import { tooNestedAt } from './tooNestedAt.ts';

/** A broken piece can give thousands of errors that all follow from the first. */
const MOST_ERRORS = 20;

/** A piece of a file, parsed alone. Ranges count from its start. */
export interface Segment extends Conversion {
  readonly problems: readonly Problem[];
  /** What reading it took: words, marks and errors. */
  readonly steps: number;
}

type Read = Omit<Segment, 'problems'>;

/** Parses one piece of YAML. Never throws: what cannot be read is a problem. Pieces of one file may share their keys. */
export function parseSegment(text: string, keys: SharedKeys = new Map()): Segment {
  const problems: Problem[] = [];
  const accept = acceptInto(problems);
  const { root, hasAnchors, hasUnknownAnchor, steps } = read(ownText(text), keys, accept);
  return { root, hasAnchors, hasUnknownAnchor, steps, problems: exactly(problems) };
}

function read(text: string, keys: SharedKeys, accept: Accept): Read {
  const nested = tooNestedAt(text);
  if (nested !== undefined) return tooDeep(nested, accept);
  try {
    // `failsafe` keeps every scalar as it is written: the schema of the place decides what it means.
    const options = {
      schema: 'failsafe',
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    } as const;
    const composed = composeFirst(text, options);
    if (composed.kind === 'too-much') return tooMuch(composed, accept);
    const { contents, errors, warnings } = composed.document;
    for (const error of errors.slice(0, MOST_ERRORS)) acceptError(error, text, accept);
    for (const warning of warnings.slice(0, MOST_ERRORS)) acceptWarning(warning, accept);
    return { ...convertNode(contents, accept, keys), steps: composed.steps };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep(0, accept);
    throw error;
  }
}

function tooDeep(at: number, accept: Accept): Read {
  const message =
    'Lists and mappings are nested too deep to be read. Check the brackets and the indentation.';
  accept('error', 'too-deep', message, { start: at, end: at + 1 });
  return NOTHING;
}

function tooMuch({ at, steps }: { readonly at: number; readonly steps: number }, accept: Accept): Read {
  const message =
    'This part of the file holds more words and marks than can be read. Check it for marks that repeat, or move skills to library files and include them.';
  accept('error', 'too-large', message, { start: at, end: at + 1 });
  return { ...NOTHING, steps };
}

const NOTHING: Read = { root: undefined, hasAnchors: false, hasUnknownAnchor: false, steps: 0 };

function acceptError(error: YAMLError, text: string, accept: Accept): void {
  const [start, end] = error.pos;
  const last = Math.min(Math.max(end, start + 1), text.length);
  accept('error', 'yaml-syntax', syntaxMessage(error), { start: Math.min(start, last), end: last });
}

function acceptWarning(warning: YAMLError, accept: Accept): void {
  const [start, end] = warning.pos;
  const message = `${warning.message}. Tags have no meaning in a skillset: leave it out.`;
  accept('warning', 'unsupported-tag', message, { start, end });
}
