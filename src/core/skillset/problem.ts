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

/** What some problems can tell beside what is wrong. */
export interface ProblemNotes {
  readonly related?: readonly RelatedPlace[];
  /** What may stand in the place of what is wrong, as it would be written without quotes. */
  readonly better?: string;
}

/** Something to mend. The message says what happened, to what, and what to do next. */
export interface Problem extends ProblemNotes {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
}

/** How a check reports. A check says where by passing the node or range at fault, and never computes positions. */
export type Accept = (
  severity: Severity,
  code: ProblemCode,
  message: string,
  range: TextRange,
  notes?: ProblemNotes,
) => void;

/** An `accept` that adds to a list. */
export function acceptInto(problems: Problem[]): Accept {
  return (severity, code, message, { start, end }, notes) => {
    problems.push({ code, severity, message, range: { start, end }, ...notes });
  };
}

/** The range counted from the start of the text, for one counted from `at`. */
export function shiftRange({ start, end }: TextRange, at: number): TextRange {
  return { start: start + at, end: end + at };
}

export function shiftProblem(problem: Problem, at: number): Problem {
  return at === 0 ? problem : { ...problem, range: shiftRange(problem.range, at) };
}
