import type { Mix } from '../mixes/mix.ts';
import type { Skill } from '../skillset/skillset.ts';
import { namePattern } from './wordForms.ts';

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
  return mix.skills
    .map((skill) => ({ skill: skill.name, ranges: rangesOf(skill, text) }))
    .filter(({ ranges }) => ranges.length > 0);
}

function rangesOf(skill: Skill, text: string): NamedSkill['ranges'] {
  return [skill.name, ...skill.aliases]
    .map(matcherOf)
    .filter((matcher) => matcher !== undefined)
    .flatMap((matcher) => [...text.matchAll(matcher)])
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** By name. To make a matcher takes far longer than to use it, and a run asks for the same names again and again. */
const matchers = new Map<string, RegExp | undefined>();
/** More names than this are no skillset's: then it begins anew, so that memory stays flat. */
const MOST_MATCHERS = 10_000;

function matcherOf(name: string): RegExp | undefined {
  if (matchers.has(name)) return matchers.get(name);
  const pattern = namePattern(withoutParentheses(name));
  const matcher = pattern === undefined ? undefined : new RegExp(pattern, 'giu');
  if (matchers.size >= MOST_MATCHERS) matchers.clear();
  matchers.set(name, matcher);
  return matcher;
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
