import { promptVersion } from '../../generation/prompts.ts';
import type { Digest } from '../../runs/ports.ts';
import type { DataCard } from './dataCard.ts';
import { readLine } from './format.ts';
import { createPromptCheck } from './promptCheck.ts';
import { createRepeats } from './repeats.ts';

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

export function checkData({ data, writing, yields }: DataCard, digest: Digest): DataCheck {
  const faults: string[] = [];
  const ofOurs = writing
    .filter((way) => way.promptVersion === promptVersion)
    .reduce((total, { texts }) => total + texts, 0);
  const areAllOurs = writing.length > 0 && writing.every((way) => way.promptVersion === promptVersion);
  const prompts = createPromptCheck(yields.map(({ k }) => k));
  const repeats = createRepeats(digest);
  let [lines, faulty, ours] = [0, 0, 0];

  function problemOf(line: string): string | undefined {
    const first = repeats.add(line);
    const read = readLine(line, data.format);
    if (read.kind === 'faulty') return read.why;
    if (first !== undefined) return `it is the same as line ${first}`;
    const prompt = prompts.problemOf(read.messages);
    if (prompt === undefined) ours += 1;
    return areAllOurs ? prompt : undefined;
  }

  return {
    add(line) {
      lines += 1;
      const problem = problemOf(line);
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
      ...(areAllOurs || ours === ofOurs
        ? []
        : [
            `The card says that ${ofOurs} lines have the prompts of ${promptVersion}, and ${ours} have them.`,
          ]),
      ...faults,
      ...(faulty > TOLD ? [`${faulty - TOLD} more lines are faulty.`] : []),
    ],
  };
}
