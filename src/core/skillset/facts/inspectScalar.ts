import { checkProblem } from '../../grading/checkPattern.ts';
import type { Accept } from '../problem.ts';
import type { Choice, Shape } from '../schema/shape.ts';
import type { ScalarNode } from '../tree/node.ts';
import { didYouMean } from './didYouMean.ts';
import { listed } from './messages.ts';
import { readBoolean, readNumber } from './readScalar.ts';

/** Compares a filled scalar with what belongs at its place. */
export function inspectScalar(
  node: ScalarNode,
  { shape, label }: { readonly shape: Shape; readonly label: string },
  accept: Accept,
): void {
  const complaint = complain(node, shape);
  if (complaint !== undefined)
    accept('error', complaint.code, `${label} is ${shown(node)}. ${complaint.advice}`, node);
}

interface Complaint {
  readonly code: 'wrong-type' | 'bad-value' | 'bad-check';
  readonly advice: string;
}

function complain(node: ScalarNode, shape: Shape): Complaint | undefined {
  switch (shape.kind) {
    case 'integer':
      return complainOfInteger(node, shape);
    case 'number':
      return complainOfNumber(node, shape);
    case 'boolean':
      return readBoolean(node) === undefined ? wrong('Write true or false.') : undefined;
    case 'choice':
      return complainOfChoice(node, shape.choices);
    case 'pattern':
      return shape.matches.test(node.value.trim()) ? undefined : bad(`Write ${shape.expected}.`);
    case 'check':
      return complainOfCheck(node);
    default:
      return undefined;
  }
}

function complainOfInteger(
  node: ScalarNode,
  { least, most }: Shape & { kind: 'integer' },
): Complaint | undefined {
  const value = readNumber(node);
  if (value === undefined) return wrong('Write a whole number, without quotes.');
  if (!Number.isSafeInteger(value)) return bad('Write a whole number.');
  if (value < least) return bad(`Write a whole number of at least ${least}.`);
  return most !== undefined && value > most ? bad(`Write a whole number of at most ${most}.`) : undefined;
}

function complainOfNumber(
  node: ScalarNode,
  { least, most }: Shape & { kind: 'number' },
): Complaint | undefined {
  const value = readNumber(node);
  if (value === undefined) return wrong('Write a number, such as 0.5 or 2e-5, without quotes.');
  if (least !== undefined && most !== undefined)
    return value >= least && value <= most ? undefined : bad(`Write a number from ${least} to ${most}.`);
  return value > 0 && Number.isFinite(value) ? undefined : bad('Write a number above 0.');
}

function complainOfChoice(node: ScalarNode, choices: readonly Choice[]): Complaint | undefined {
  const values = choices.map(({ value }) => value);
  if (values.includes(node.value)) return undefined;
  return bad(didYouMean(node.value, values) ?? `Write ${listed(values, 'or')}.`);
}

function complainOfCheck(node: ScalarNode): Complaint | undefined {
  const problem = checkProblem(node.value);
  if (problem === undefined) return undefined;
  const advice = `${problem} Put it in single quotes, and a backslash before characters that stand for themselves.`;
  return { code: 'bad-check', advice };
}

function wrong(advice: string): Complaint {
  return { code: 'wrong-type', advice };
}

function bad(advice: string): Complaint {
  return { code: 'bad-value', advice };
}

function shown({ value }: ScalarNode): string {
  const line = value.trim().replace(/\s+/gu, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}
