import type { MappingNode, Pair } from '../tree/node.ts';

/** A mix, in the text that it stands in. */
export interface MixTarget {
  readonly source: string;
  /** Where the offsets in `mapping` count from. */
  readonly at: number;
  readonly mapping: MappingNode;
}

export function textPair({ mapping }: MixTarget): Pair | undefined {
  return mapping.pairs.find(({ key }) => key.value === 'text');
}

/** Where a pair ends in the source: behind its value, or its colon, or its key. */
export function pairEnd({ source, at }: MixTarget, { key, value }: Pair): number {
  const isWritten = value.end > value.start;
  if (isWritten || value.start === key.end) return at + value.end;
  return source.indexOf(':', at + key.end) + 1;
}
