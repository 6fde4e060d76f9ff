import type { Judgement, ReportFacts } from '../metrics/facts.ts';
import { groupBy } from '../metrics/grouping.ts';
import type { Review, SampleId } from '../runs/records.ts';
import { reviewsByChance } from './byChance.ts';
import { correctJudgement, eitherMask, type Said, saidOf } from './correctJudgement.ts';
import { wordsOf } from './words.ts';

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
        const corrected = said && found && correctJudgement(found, said);
        judgement.push(corrected === undefined ? at : judgements.push(corrected) - 1);
      }
    else if (said?.isComplete) {
      const named = own.map((at) => facts.judgements[at]?.named ?? 0).reduce(eitherMask, 0);
      judgement.push(judgements.push(byPeople(said, named)) - 1);
    }
    judgedUntil.push(judgement.length);
    from = until;
  }
  return { ...facts, judgements, samples: { ...facts.samples, judgedUntil, judgement } };
}

function wordsByPlace(facts: ReportFacts, reviews: readonly Review[]): ReadonlyMap<number, Said> {
  const bySample = groupBy(reviews, ({ sampleId }) => sampleId);
  const said = new Map<number, Said>();
  for (const { sample, id } of facts.reviewed) {
    const own: readonly Review[] = bySample.get(id as SampleId) ?? [];
    if (own.length > 0) said.set(sample, saidOf(skillsAt(facts, sample), wordsOf(own)));
  }
  return said;
}

/** The keys of the skills of its mix, in their order. */
function skillsAt({ entries, mixes, skills }: ReportFacts, sample: number): string[] {
  const entry = entries.samplesUntil.findIndex((until) => sample < until);
  const mix = entries.mix[entry] ?? 0;
  return mixes.skill
    .slice(mixes.skillsFrom[mix], mixes.skillsUntil[mix])
    .map((skill) => skills[skill]?.key ?? '');
}

function byPeople({ earned }: Said, named: number): Judgement {
  return {
    ...{ grader: PEOPLE, state: 'graded', points: earned, named, ties: 0, unreadableRounds: 0 },
    ...{ pointsWithoutEvidence: 0, hasIdenticalRounds: false },
  };
}
