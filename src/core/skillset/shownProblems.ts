import type { Problem, Severity } from './problem.ts';

/** Nobody reads more of them, and an editor that draws thousands of marks is slow. */
const MOST_SHOWN = 200;

/**
 * The problems of a file that an editor shows, in the order of the text: where there are too many, the most serious, and
 * one that says how many more there are.
 */
export function shownProblems(problems: readonly Problem[], most = MOST_SHOWN): readonly Problem[] {
  if (problems.length <= most) return problems;
  const shown = problems
    .toSorted((one, other) => WEIGHTS[one.severity] - WEIGHTS[other.severity])
    .slice(0, most)
    .sort((one, other) => one.range.start - other.range.start);
  const message = `${problems.length - most} more problems are not shown. Mend some of these first, or run "skillmix check" to see all.`;
  const more: Problem = {
    code: 'more-problems',
    severity: 'information',
    message,
    range: { start: 0, end: 0 },
  };
  return [more, ...shown];
}

const WEIGHTS: Record<Severity, number> = { error: 0, warning: 1, information: 2, hint: 3 };
