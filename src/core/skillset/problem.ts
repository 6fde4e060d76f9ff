import type { ProblemCode } from './problemCodes.ts';

/** In UTF-16 units, the end not included. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** An error stops a run; a warning is likely a mistake; the others are advice. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place that helps to understand a problem. */
export interface RelatedPlace {
  readonly path: string;
  readonly range: TextRange;
  readonly message: string;
}

/** Something to mend. The message says what happened, to what, and what to do next. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  readonly related?: readonly RelatedPlace[];
}

/** How a check reports. A check says where by passing the node or range at fault, and never computes positions. */
export type Accept = (
  severity: Severity,
  code: ProblemCode,
  message: string,
  range: TextRange,
  related?: readonly RelatedPlace[],
) => void;

/** An `accept` that adds to a list. */
export function acceptInto(problems: Problem[]): Accept {
  return (severity, code, message, { start, end }, related) => {
    const problem = { code, severity, message, range: { start, end } };
    problems.push(related ? { ...problem, related } : problem);
  };
}

/** The range counted from the start of the text, for one counted from `at`. */
export function shiftRange({ start, end }: TextRange, at: number): TextRange {
  return { start: start + at, end: end + at };
}

export function shiftProblem(problem: Problem, at: number): Problem {
  return at === 0 ? problem : { ...problem, range: shiftRange(problem.range, at) };
}
