import type { Mix } from '../mixes/mix.ts';
import type { Skill } from '../skillset/skillset.ts';
import { namePattern, wordsOf } from './wordForms.ts';

/** A skill that a text names, and where, in UTF-16 units and in order. */
export interface NamedSkill {
  readonly skill: string;
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

/**
 * The skills of a mix that a text names, so that the name rule takes their points (PROTOCOL): by the name, parentheses
 * cut off, or by an alias, on word boundaries, the last word in the singular or plural. Case, spacing, hyphens and
 * the kind of apostrophe are ignored; any other mark between the words separates them.
 */
export function namedSkills(mix: Mix, text: string): NamedSkill[] {
  const letters = plainLetters(text);
  return mix.skills
    .map((skill) => ({ skill: skill.name, ranges: rangesOf(skill, text, letters) }))
    .filter(({ ranges }) => ranges.length > 0);
}

function rangesOf(skill: Skill, text: string, letters: string): NamedSkill['ranges'] {
  return [skill.name, ...skill.aliases]
    .map(matcherOf)
    .filter((matcher) => matcher !== undefined)
    .filter(({ beginning }) => letters.includes(beginning))
    .flatMap(({ pattern }) => matchesIn(text, pattern))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** Not by `matchAll`: it makes a copy of the pattern each time, which takes longer than to go through the text. */
function matchesIn(text: string, pattern: RegExp): { readonly start: number; readonly end: number }[] {
  const ranges: { readonly start: number; readonly end: number }[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text))
    ranges.push({ start: match.index, end: pattern.lastIndex });
  return ranges;
}

interface Matcher {
  readonly pattern: RegExp;
  /** A text without these letters cannot name the skill. Empty where that cannot be told so simply. */
  readonly beginning: string;
}

/** By name. To make a pattern takes far longer than to use it, and a run asks for the same names again and again. */
const matchers = new Map<string, Matcher | undefined>();
/** More names than this are no skillset's: then it begins anew, so that memory stays flat. */
const MOST_MATCHERS = 10_000;

function matcherOf(name: string): Matcher | undefined {
  if (matchers.has(name)) return matchers.get(name);
  const plain = withoutParentheses(name);
  const pattern = namePattern(plain);
  const matcher =
    pattern === undefined
      ? undefined
      : { pattern: new RegExp(pattern, 'giu'), beginning: beginningOf(wordsOf(plain)) };
  if (matchers.size >= MOST_MATCHERS) matchers.clear();
  matchers.set(name, matcher);
  return matcher;
}

/** Of the first word what no plural form changes, where its letters are those of plain English. */
function beginningOf([first = '', ...others]: readonly string[]): string {
  const beginning = others.length > 0 ? first : first.slice(0, -3);
  return /^[a-z]+$/iu.test(beginning) && !/[\u017F\u212A]/u.test(beginning) ? beginning.toLowerCase() : '';
}

/** The text with the letters that patterns take for plain English ones, and nothing invisible between them. */
function plainLetters(text: string): string {
  return text
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replace(/\u017F/gu, 's')
    .replace(/\u212A/gu, 'k')
    .toLowerCase();
}

/** A name that is nothing but parentheses keeps them, since every skill must be nameable. */
function withoutParentheses(name: string): string {
  let rest = name;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/\([^()]*\)/gu, ' ');
  }
  return rest.trim() === '' ? name : rest;
}
