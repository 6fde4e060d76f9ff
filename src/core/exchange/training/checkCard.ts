import type { DataCard } from './dataCard.ts';
import { problemOfLine } from './format.ts';

/** What the data turned out to be. */
export interface FoundData {
  readonly lines: number;
  readonly sha256: string;
}

/** How many faulty lines are told one by one. */
const TOLD = 20;

export interface DataCheck {
  /** To be called with each line, in order. */
  add(line: string): void;
  /** How the data differ from their card; empty where they do not. */
  end(found: FoundData): string[];
}

export function checkData({ data }: DataCard): DataCheck {
  const faults: string[] = [];
  let [lines, faulty] = [0, 0];
  return {
    add(line) {
      lines += 1;
      const problem = problemOfLine(line, data.format);
      if (problem === undefined) return;
      faulty += 1;
      if (faulty <= TOLD) faults.push(`line ${lines}: ${problem}`);
    },
    end: (found) => [
      ...(found.lines === data.lines
        ? []
        : [`The card says ${data.lines} lines, and there are ${found.lines}.`]),
      ...(found.sha256 === data.sha256
        ? []
        : [`The card says SHA-256 ${data.sha256}, and the data have ${found.sha256}.`]),
      ...faults,
      ...(faulty > TOLD ? [`${faulty - TOLD} more lines are faulty.`] : []),
    ],
  };
}
