/** What the names of the SKILL-MIX release's folders say, which its tables do not. */

/** `k3_s10_vdefault_r1`: k, the seed of the mixes, the generation prompts, and which generation of each mix it is. */
export interface RunFolder {
  readonly seed: number;
  readonly promptVersion: string;
  /** From 1. */
  readonly generation: number;
}

export function readRunFolder(name: string): RunFolder | undefined {
  const parts = /^k\d+_s(?<seed>\d+)_v(?<version>.+)_r(?<round>\d+)$/u.exec(name)?.groups;
  if (parts === undefined) return undefined;
  return {
    seed: Number(parts.seed),
    promptVersion: `skill-mix/${parts.version}`,
    generation: Math.max(1, Number(parts.round)),
  };
}

/** `by_gpt-4_on_text_1_2_gpt`: the grader, the column of the texts, the round, and the grading prompt. */
export interface GradedFolder {
  readonly grader: string;
  /** Which turn's text was graded, from 0. */
  readonly turn: number;
  /** From 1. */
  readonly round: number;
  readonly rubricVersion: string;
}

export function readGradedFolder(name: string): GradedFolder | undefined {
  const parts = /^by_(?<grader>.+)_on_text_(?<turn>\d+)_(?<round>\d+)(?:_(?<version>.+))?$/u.exec(
    name,
  )?.groups;
  if (parts?.grader === undefined) return undefined;
  return {
    grader: parts.grader,
    turn: Number(parts.turn),
    round: Math.max(1, Number(parts.round)),
    rubricVersion: `skill-mix/${parts.version ?? 'default'}`,
  };
}
