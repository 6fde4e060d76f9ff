import { RE2JS } from 're2js';

/** A skill's check, ready to be asked. */
export interface Check {
  /** The words of the first match; undefined if the text does not match. */
  firstMatch(text: string): string | undefined;
}

type Compiled =
  | { readonly kind: 'check'; readonly check: Check }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Why a skill's `check` cannot be used, as a sentence for its author; undefined for one that can. A check is a regular
 * expression with the flags `i` and `u` that both ECMAScript and RE2 take. RE2 (by re2js) matches it in time linear
 * in the text, so no check can run away; what it leaves out for that, back references and look-around, is a problem.
 */
export function checkProblem(pattern: string): string | undefined {
  const compiled = compile(pattern);
  return compiled.kind === 'problem' ? compiled.problem : undefined;
}

/** The check of a pattern; undefined for one that has a problem. */
export function checkOf(pattern: string): Check | undefined {
  const compiled = compile(pattern);
  return compiled.kind === 'check' ? compiled.check : undefined;
}

/** Compiling takes a hundred times as long as looking up, and every key press asks for all checks of a file. */
const known = new Map<string, Compiled>();
const KNOWN_LIMIT = 20_000;
/** A longer pattern is no check but a program. */
const LENGTH_LIMIT = 2_000;

function compile(pattern: string): Compiled {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const compiled = compileAnew(pattern);
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(pattern, compiled);
  return compiled;
}

function compileAnew(pattern: string): Compiled {
  const problem = plainProblem(pattern);
  if (problem !== undefined) return { kind: 'problem', problem };
  try {
    const expression = RE2JS.compile(RE2JS.translateRegExp(pattern), RE2JS.CASE_INSENSITIVE);
    if (expression.matcher('').find()) return { kind: 'problem', problem: MATCHES_EVERYTHING };
    return { kind: 'check', check: { firstMatch: (text) => firstMatch(expression, text) } };
  } catch (error) {
    return { kind: 'problem', problem: `The check cannot be used: ${reasonOf(error)}.` };
  }
}

const MATCHES_EVERYTHING =
  'The check matches an empty text, so every text would earn the point: ask for at least one character.';

function plainProblem(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'The check is empty: write a regular expression, or leave the key out.';
  if (pattern.length > LENGTH_LIMIT) return `The check is longer than ${LENGTH_LIMIT} characters.`;
  const invalid = ecmaScriptProblem(pattern);
  if (invalid !== undefined) return `The check is no regular expression: ${invalid}.`;
  if (/(?<!\\)(?:\\\\)*\(\?(?:<?[=!])/u.test(outsideClasses(pattern)))
    return 'The check looks ahead or behind, and such checks can take forever: say it without (?=, (?!, (?<= and (?<!.';
  if (/(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/u.test(outsideClasses(pattern)))
    return 'The check refers back to a group, and such checks can take forever: say it without \\1 or \\k<name>.';
  return undefined;
}

function ecmaScriptProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'iu');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*: (?=[^:]*$)/su, '') : String(error);
  }
}

/** A pattern with its character classes emptied: what stands in one is a character and nothing else. */
function outsideClasses(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/gu, (part) =>
    part.startsWith('[') ? '[]' : part,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace('error parsing regexp: ', '') : String(error);
}

/** To RE2 `\s` is ASCII only, so that the white space of other alphabets is shown to it as spaces. */
function firstMatch(expression: RE2JS, text: string): string | undefined {
  const matcher = expression.matcher(text.replace(/[^\S\t\n\f\r ]/gu, ' '));
  return matcher.find() ? text.slice(matcher.start(), matcher.end()) : undefined;
}
