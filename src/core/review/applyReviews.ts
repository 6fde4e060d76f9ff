import type { Judgement, ReportFacts } from '../metrics/facts.ts';
import { groupBy } from '../metrics/grouping.ts';
import type { Review, SampleId } from '../runs/records.ts';
import { reviewsByChance } from './byChance.ts';
import { type PeopleWord, wordsOf } from './words.ts';

/** The grader's name for what people say. */
export const PEOPLE = 'people';

/**
 * `with`: the facts with the graders' points corrected by people, on every criterion that people agree about.
 * `only`: as if nobody else had graded; of the reviews those of texts that chance chose (`reviewsByChance`), because a
 * figure from the hard cases says nothing of all texts. A text counts where people gave all its points.
 *
 * A grading that could not be read becomes one where people gave all points. What the name rule takes it takes from
 * people too.
 */
export function applyReviews(
  facts: ReportFacts,
  reviews: readonly Review[],
  { graders }: { readonly graders: 'with' | 'only' },
): ReportFacts {
  const byChance = reviewsByChance(reviews);
  const counted = graders === 'only' ? reviews.filter(({ id }) => byChance.has(id)) : reviews;
  const words = wordsByPlace(facts, counted);
  const judgements: Judgement[] = graders === 'only' ? [] : [...facts.judgements];
  const judgement: number[] = [];
  const judgedUntil: number[] = [];
  for (let place = 0, from = 0; place < facts.samples.state.length; place += 1) {
    const until = facts.samples.judgedUntil[place] ?? from;
    const own = facts.samples.judgement.slice(from, until);
    const said = words.get(place);
    if (graders === 'with')
      for (const at of own) {
        const found = facts.judgements[at];
        const corrected = said && found && correct(found, said);
        judgement.push(corrected === undefined ? at : judgements.push(corrected) - 1);
      }
    else if (said?.isComplete) {
      const named = own.map((at) => facts.judgements[at]?.named ?? 0).reduce(either, 0);
      judgement.push(judgements.push(byPeople(said, named)) - 1);
    }
    judgedUntil.push(judgement.length);
    from = until;
  }
  return { ...facts, judgements, samples: { ...facts.samples, judgedUntil, judgement } };
}

/** What people say of one text, as masks in the order of its criteria. */
interface Said {
  readonly earned: number;
  readonly denied: number;
  /** There is a word on every criterion. */
  readonly isComplete: boolean;
}

function wordsByPlace(facts: ReportFacts, reviews: readonly Review[]): ReadonlyMap<number, Said> {
  const bySample = groupBy(reviews, ({ sampleId }) => sampleId);
  const said = new Map<number, Said>();
  for (const { sample, id } of facts.reviewed) {
    const own: readonly Review[] = bySample.get(id as SampleId) ?? [];
    if (own.length > 0) said.set(sample, saidOf(criteriaAt(facts, sample), wordsOf(own)));
  }
  return said;
}

function saidOf(criteria: readonly string[], words: ReadonlyMap<string, PeopleWord>): Said {
  let [earned, denied] = [0, 0];
  let isComplete = true;
  for (const [position, criterion] of criteria.entries()) {
    const point = words.get(criterion)?.point;
    if (point === undefined) isComplete = false;
    else if (point === 1) earned += 2 ** position;
    else denied += 2 ** position;
  }
  return { earned, denied, isComplete };
}

/** Their ids, in the order of `criteriaOf`. */
function criteriaAt({ entries, mixes, skills }: ReportFacts, sample: number): string[] {
  const entry = entries.samplesUntil.findIndex((until) => sample < until);
  const mix = entries.mix[entry] ?? 0;
  const keys = mixes.skill
    .slice(mixes.skillsFrom[mix], mixes.skillsUntil[mix])
    .map((skill) => `skill:${skills[skill]?.key ?? ''}`);
  return [...keys, 'topic', 'sense', 'length'];
}

/** Undefined: people do not say enough to make a grading of it. */
function correct(judgement: Judgement, said: Said): Judgement | undefined {
  if (judgement.state === 'graded')
    return { ...judgement, points: without(either(judgement.points, said.earned), said.denied) };
  return said.isComplete ? { ...judgement, state: 'graded', points: said.earned } : undefined;
}

function byPeople({ earned }: Said, named: number): Judgement {
  return {
    ...{ grader: PEOPLE, state: 'graded', points: earned, named, ties: 0, unreadableRounds: 0 },
    ...{ pointsWithoutEvidence: 0, hasIdenticalRounds: false },
  };
}

/** Masks may have more than the 32 bits that operators take: bit by bit, as sums. */
function either(one: number, other: number): number {
  return one + without(other, one);
}

function without(mask: number, taken: number): number {
  let left = mask;
  for (let bit = 1; bit <= mask; bit *= 2) if ((mask / bit) & (taken / bit) & 1) left -= bit;
  return left;
}
