import { checkOf } from '../../grading/checkPattern.ts';
import type { Accept } from '../problem.ts';
import { type Node, textOf, valueAt } from '../tree/node.ts';

/** The rule grader would give the example no point: one of the two does not say what was meant. */
export function checkExample(skill: Node, accept: Accept): void {
  const example = valueAt(skill, 'example');
  const check = valueAt(skill, 'check');
  const text = textOf(example);
  const pattern = textOf(check);
  if (text === undefined || pattern === undefined || check === undefined) return;
  const rule = checkOf(pattern);
  if (rule === undefined || rule.firstMatch(text.trim()) !== undefined) return;
  const message =
    'The example of this skill does not match its check. Change one of them, so that the example earns the point.';
  accept('warning', 'example-fails-check', message, check);
}
