import type { Mix } from '../mixes/mix.ts';
import type { Skill, Topic } from '../skillset/skillset.ts';
import { checkOf } from './checkPattern.ts';
import type { CriterionPoint } from './criterion.ts';
import { lengthPoint } from './lengthPoint.ts';
import { markNamed } from './markNamed.ts';
import { senseProblem } from './mechanicalSense.ts';
import { topicWords } from './topicRule.ts';

export type RuleGrading =
  /** One point for each of the k + 3 criteria, in the order of `criteriaOf`. */
  | { readonly kind: 'graded'; readonly points: readonly CriterionPoint[] }
  /** The skills, by name, that carry no usable check. */
  | { readonly kind: 'not-gradable'; readonly missing: readonly string[] };

/** Beyond this many UTF-16 units a text is not read: no text for a mix is as long, and rules shall be quick. */
const TEXT_LIMIT = 20_000;

/**
 * Grades without any model: a skill by its `check`, whose first match is the quote; the topic by its words; length by
 * counting. Sense can only be denied by a rule, so its point is a lower bound and its reason says so.
 */
export function gradeByRule(mix: Mix, text: string): RuleGrading {
  const missing = mix.skills.filter(
    (skill) => skill.check === undefined || checkOf(skill.check) === undefined,
  );
  if (missing.length > 0) return { kind: 'not-gradable', missing: missing.map((skill) => skill.name) };
  const read = text.slice(0, TEXT_LIMIT);
  const points = [
    ...mix.skills.map((skill) => skillPoint(skill, read)),
    topicPoint(mix.topic, read),
    sensePoint(text),
    lengthPoint(mix, read),
  ];
  return { kind: 'graded', points: markNamed(mix, read, points) };
}

function skillPoint({ name, check }: Skill, text: string): CriterionPoint {
  const criterion = { kind: 'skill', skill: name } as const;
  const quote = checkOf(check ?? '')?.firstMatch(text);
  if (quote === undefined) return { criterion, point: 0, reason: `Nothing matches the check ${check}` };
  return { criterion, point: 1, reason: `The check ${check} matches.`, quote, quoteFound: true };
}

function topicPoint(topic: Topic, text: string): CriterionPoint {
  const criterion = { kind: 'topic' } as const;
  const quote = topicWords(topic, text);
  if (quote === undefined)
    return { criterion, point: 0, reason: `No form of "${topic.name}" or its aliases is in the text.` };
  return { criterion, point: 1, reason: 'The words of the topic are in the text.', quote, quoteFound: true };
}

function sensePoint(text: string): CriterionPoint {
  const criterion = { kind: 'sense' } as const;
  const problem =
    text.length > TEXT_LIMIT ? `it is longer than ${TEXT_LIMIT} characters` : senseProblem(text);
  if (problem !== undefined) return { criterion, point: 0, reason: `Mechanical check: ${problem}.` };
  return {
    criterion,
    point: 1,
    reason: 'Mechanical check only: it has the form of sentences; nobody judged the meaning.',
  };
}
