import * as v from 'valibot';
import { type CriterionPoint, criterionId } from '../../grading/criterion.ts';
import { type QuoteFinder, quoteFinder } from '../../grading/evidence.ts';
import { type GradedCriterion, gradedCriteria } from '../../grading/gradedCriteria.ts';
import { lengthPoint } from '../../grading/lengthPoint.ts';
import { ALL_SPLIT, type Mix } from '../../mixes/mix.ts';
import type { ChatMessage } from '../../runs/ports.ts';
import type { GradingResult, ReviewPoint, SampleResult } from '../../runs/records.ts';
import { nameKey, type Skill } from '../../skillset/skillset.ts';
import {
  gradedOf,
  type IncomingGrading,
  type IncomingReview,
  type IncomingText,
  type IncomingTurn,
} from './incomingText.ts';

export type ReadLine =
  | { readonly kind: 'text'; readonly text: IncomingText }
  /** `why` names the place within the line. */
  | { readonly kind: 'bad'; readonly why: string };

/** Reads one line of the JSONL that docs/import.md describes: one text with its gradings. */
export function readLine(line: string): ReadLine {
  const parsed = v.safeParse(LINE, line);
  if (!parsed.success) return bad(describeIssue(parsed.issues[0]));
  const mix = mixOf(parsed.output.mix);
  if (typeof mix === 'string') return bad(mix);
  const gradings: IncomingGrading[] = [];
  for (const [index, grading] of parsed.output.gradings.entries()) {
    const result = resultOf(mix, parsed.output.text, grading);
    if (typeof result === 'string') return bad(`gradings[${index}]: ${result}`);
    const { grader, round, rubric } = grading;
    gradings.push({ grader, round, rubricVersion: rubric, result });
  }
  const reviews: IncomingReview[] = [];
  for (const [index, review] of parsed.output.reviews.entries()) {
    const read = reviewOf(mix, review);
    if (typeof read === 'string') return bad(`reviews[${index}]: ${read}`);
    reviews.push(read);
  }
  return { kind: 'text', text: textOf(parsed.output, mix, { gradings, reviews }) };
}

/** The category of a skill whose category nobody told. */
export const UNKNOWN_CATEGORY = 'unknown';

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));
const whole = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1, 'must be at least 1'));
const POINT = v.picklist([0, 1], 'must be 0 or 1');

const SKILL = v.union(
  [
    filled,
    v.strictObject({
      name: filled,
      definition: v.optional(v.string(), ''),
      example: v.optional(v.string(), ''),
      category: v.optional(filled, UNKNOWN_CATEGORY),
    }),
  ],
  'must be a name, or an object with a name and, if known, definition, example and category',
);
const GIVEN_POINT = v.union(
  [
    POINT,
    v.strictObject({ point: POINT, reason: v.optional(v.string(), ''), quote: v.optional(v.string(), '') }),
  ],
  'must be 0, 1 or an object with a point of 0 or 1 and, if known, reason and quote',
);
const GRADING = v.strictObject({
  grader: filled,
  round: v.optional(whole, 1),
  rubric: v.optional(filled, 'import'),
  points: v.optional(v.record(v.string(), GIVEN_POINT)),
  unreadable: v.optional(filled),
});
const REVIEW = v.strictObject({
  reviewer: filled,
  points: v.pipe(
    v.record(v.string(), GIVEN_POINT),
    v.check((points) => Object.keys(points).length > 0, 'must hold a point'),
  ),
  blind: v.optional(v.boolean(), true),
  chance: v.optional(v.boolean(), false),
});
const LINE = v.pipe(
  v.string(),
  v.parseJson(undefined, 'is not JSON'),
  v.strictObject({
    mix: v.strictObject({
      skills: v.pipe(v.array(SKILL), v.minLength(1, 'must hold a skill')),
      topic: filled,
      split: v.optional(filled, ALL_SPLIT),
      seed: v.optional(v.pipe(v.number(), v.integer('must be a whole number'))),
    }),
    student: filled,
    generation: v.optional(whole, 1),
    sampling: v.optional(
      v.strictObject({ temperature: v.optional(v.number()), maxTokens: v.optional(whole) }),
    ),
    prompts: v.optional(filled, 'import'),
    text: v.optional(filled),
    unreadable: v.optional(filled),
    turns: v.optional(v.array(v.strictObject({ prompt: filled, reply: v.string() })), []),
    gradings: v.optional(v.array(GRADING), []),
    reviews: v.optional(v.array(REVIEW), []),
  }),
  v.check(
    ({ text, unreadable }) => (text === undefined) !== (unreadable === undefined),
    'must hold either "text" or "unreadable"',
  ),
  v.check(
    ({ text, gradings, reviews }) => text !== undefined || gradings.length + reviews.length === 0,
    'must not hold gradings or reviews without a text',
  ),
);
type Line = v.InferOutput<typeof LINE>;

function bad(why: string): ReadLine {
  return { kind: 'bad', why };
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  const received = issue.type === 'strict_object' ? 'is a field that is not known here' : issue.message;
  return `${place ?? 'the line'} ${issue.expected === 'never' ? received : issue.message}`;
}

function mixOf({ skills, topic }: Line['mix']): Mix | string {
  const read = skills.map((skill): Skill => {
    const given =
      typeof skill === 'string'
        ? { name: skill, definition: '', example: '', category: UNKNOWN_CATEGORY }
        : skill;
    return { ...given, aliases: [], common: false };
  });
  const names = new Set(read.map(({ name }) => nameKey(name)));
  if (names.size < read.length) return 'mix.skills names a skill twice';
  return { skills: read, topic: { name: topic, aliases: [] } };
}

function textOf(line: Line, mix: Mix, said: Pick<IncomingText, 'gradings' | 'reviews'>): IncomingText {
  const { student, generation, sampling, prompts } = line;
  const { seed, split } = line.mix;
  return {
    ...{ mix, split, student, generation, promptVersion: prompts, occurrence: 1 },
    ...said,
    ...(seed === undefined ? {} : { seed }),
    ...(sampling === undefined ? {} : { sampling: samplingOf(sampling) }),
    result: outcomeOf(line),
    turns: turnsOf(line.turns),
  };
}

function samplingOf({ temperature, maxTokens }: NonNullable<Line['sampling']>) {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

function outcomeOf({ text, unreadable }: Line): SampleResult {
  return text === undefined ? { kind: 'unreadable', why: unreadable ?? '' } : { kind: 'text', text };
}

function turnsOf(turns: Line['turns']): IncomingTurn[] {
  const said: ChatMessage[] = [];
  return turns.map(({ prompt, reply }) => {
    said.push({ role: 'user', content: prompt });
    const messages = [...said];
    said.push({ role: 'assistant', content: reply });
    return { messages, reply };
  });
}

function resultOf(
  mix: Mix,
  text = '',
  { points, unreadable }: Line['gradings'][number],
): GradingResult | string {
  if ((points === undefined) === (unreadable === undefined))
    return 'must hold either "points" or "unreadable"';
  if (points === undefined) return { kind: 'unreadable', why: unreadable ?? '' };
  const given = new Map(Object.entries(points).map(([name, point]) => [nameKey(name), point]));
  if (given.size < Object.keys(points).length) return 'points names a criterion twice';
  const find = quoteFinder(text);
  const read: CriterionPoint[] = [];
  for (const criterion of gradedCriteria(mix)) {
    const keys = keysOf(criterion);
    const key = keys.find((wanted) => given.has(wanted));
    const point = key === undefined ? undefined : given.get(key);
    if (key === undefined || point === undefined) return `points lacks "${keys.at(-1)}"`;
    given.delete(key);
    read.push({ criterion: criterion.criterion, ...pointOf(point, find) });
  }
  const length = given.get('length');
  given.delete('length');
  const [unknown] = given.keys();
  if (unknown !== undefined) return `points holds "${unknown}", which is no skill of the mix`;
  const counted = lengthPoint(mix, text);
  read.push(length === undefined ? counted : { criterion: { kind: 'length' }, ...pointOf(length, find) });
  return gradedOf(mix, text, read);
}

/** Criteria that it leaves out are open. */
function reviewOf(
  mix: Mix,
  { reviewer, points, blind, chance }: Line['reviews'][number],
): IncomingReview | string {
  const given = new Map(Object.entries(points).map(([name, point]) => [nameKey(name), point]));
  if (given.size < Object.keys(points).length) return 'points names a criterion twice';
  const read: ReviewPoint[] = [];
  const criteria = [...gradedCriteria(mix).map((each) => ({ ...each, keys: keysOf(each) })), LENGTH];
  for (const { criterion, keys } of criteria) {
    const key = keys.find((wanted) => given.has(wanted));
    const point = key === undefined ? undefined : given.get(key);
    if (key === undefined || point === undefined) continue;
    given.delete(key);
    const said = typeof point === 'number' ? { point, reason: '' } : point;
    read.push({ criterion: criterionId(criterion), point: said.point, reason: said.reason });
  }
  const [unknown] = given.keys();
  if (unknown !== undefined) return `points holds "${unknown}", which is no skill of the mix`;
  return { reviewer, isBlind: blind, isByChance: chance, points: read };
}

const LENGTH = { criterion: { kind: 'length' }, keys: ['length'] } as const;

/** A skill goes by its bare name, unless that is the name of another criterion: then `skill: topic` tells it. */
function keysOf({ criterion, name }: GradedCriterion): string[] {
  const bare = criterion.kind === 'skill' ? nameKey(criterion.skill) : nameKey(name);
  const isTaken = criterion.kind === 'skill' && /^(?:topic|sense|length)$/u.test(bare);
  return isTaken ? [nameKey(name)] : [nameKey(name), bare];
}

function pointOf(
  given: v.InferOutput<typeof GIVEN_POINT>,
  find: QuoteFinder,
): Omit<CriterionPoint, 'criterion'> {
  if (typeof given === 'number') return { point: given, reason: '' };
  const { point, reason, quote } = given;
  if (quote.trim() === '') return { point, reason };
  return { point, reason, quote, quoteFound: find(quote) !== undefined };
}
