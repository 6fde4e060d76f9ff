import type { BatchCall, BatchResult } from '../runs/ports.ts';

/** OpenAI's batch format, line by line. */
export interface BatchLines {
  /** Without a line end. */
  write(call: BatchCall): string;
  /** Undefined: the line is no whole result. */
  read(line: string): BatchResult | undefined;
}

/**
 * The answers of one file, in whatever order it has them. A last line that was cut, and any other that is no whole
 * result, is left out: its request is asked again. Where a request stands twice, what came last is meant.
 */
export function readAnswers(text: string, lines: BatchLines): BatchResult[] {
  const results = new Map<string, BatchResult>();
  for (const line of text.split('\n')) {
    const result = line.trim() === '' ? undefined : lines.read(line);
    if (result === undefined) continue;
    const known = results.get(result.customId);
    // An answer is never given up for a failure.
    if (known?.outcome.kind !== 'reply' || result.outcome.kind === 'reply')
      results.set(result.customId, result);
  }
  return [...results.values()];
}
