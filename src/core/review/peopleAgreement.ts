import { criterionId } from '../grading/criterion.ts';
import { verdictOf } from '../grading/verdict.ts';
import type { Agreement } from '../metrics/agreement.ts';
import { agreementOf } from '../metrics/agreementOf.ts';
import { groupBy } from '../metrics/grouping.ts';
import type { RatedCriterion, RatedSkill, Rating } from '../metrics/ratings.ts';
import type { Grading, MixId, Review, Sample } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { PEOPLE } from './applyReviews.ts';
import { reviewsByChance } from './byChance.ts';
import { wordsOf } from './words.ts';

/** How far graders agree with people, and people among each other. Its JSON form is public: fields may be added. */
export interface PeopleAgreement {
  /** On texts that chance chose: these figures hold for all texts. */
  readonly byChance: AgreementOnTexts;
  /** On texts that were chosen for being hard, or picked: these say where graders go wrong, and not how often. */
  readonly chosen: AgreementOnTexts;
  /** Between the reviewers, on whatever texts they have in common. */
  readonly reviewers: Agreement;
}

export interface AgreementOnTexts {
  readonly texts: number;
  /** The raters are the graders, and last `people`: the majority of the reviewers. */
  readonly agreement: Agreement;
}

/**
 * Compares what people said before they saw anybody's points with the verdicts of the graders, criterion by criterion
 * and before the name rule, which nobody judges. What a reviewer said after seeing the graders' points counts in
 * corrected verdicts only.
 *
 * @param samples that have reviews, with all their gradings and reviews, oldest first; others are passed over
 */
export function peopleAgreement(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  reviews: readonly Review[],
): PeopleAgreement {
  const blind = reviews.filter(({ isBlind }) => isBlind);
  const byChance = reviewsByChance(blind);
  const graders = [...new Set(gradings.map(({ grader }) => grader))].sort();
  const onTexts = (counted: readonly Review[]): AgreementOnTexts => ({
    texts: new Set(counted.map(({ sampleId }) => sampleId)).size,
    agreement: agreementOf([...graders, PEOPLE], rated(samples, { graders, gradings, reviews: counted })),
  });
  const reviewers = [...new Set(blind.map(({ reviewer }) => reviewer))].sort();
  return {
    byChance: onTexts(blind.filter(({ id }) => byChance.has(id))),
    chosen: onTexts(blind.filter(({ id }) => !byChance.has(id))),
    reviewers: agreementOf(reviewers, ratedByReviewers(samples, reviewers, blind)),
  };
}

interface Said {
  readonly graders: readonly string[];
  readonly gradings: readonly Grading[];
  readonly reviews: readonly Review[];
}

function* rated(samples: readonly Sample[], { graders, gradings, reviews }: Said): Generator<RatedCriterion> {
  const gradingsOf = groupBy(gradings, ({ sampleId }) => sampleId);
  for (const { sample, cluster, own } of reviewed(samples, reviews)) {
    const words = wordsOf(own);
    const byGrader = groupBy(gradingsOf.get(sample.id) ?? [], ({ grader }) => grader);
    const verdicts = graders.map((grader) =>
      verdictOf(sample.mix, byGrader.get(grader) ?? [], { nameRule: false }),
    );
    for (const [position, { id, ...criterion }] of criteriaOfSample(sample).entries()) {
      const points: Rating[] = verdicts.map((verdict) => verdict[position]?.point ?? null);
      yield { ...criterion, cluster, ratings: [...points, words.get(id)?.point ?? null] };
    }
  }
}

function* ratedByReviewers(
  samples: readonly Sample[],
  reviewers: readonly string[],
  reviews: readonly Review[],
): Generator<RatedCriterion> {
  for (const { sample, cluster, own } of reviewed(samples, reviews)) {
    const words = wordsOf(own);
    for (const { id, ...criterion } of criteriaOfSample(sample)) {
      const said = new Map(words.get(id)?.words.map(({ reviewer, point }) => [reviewer, point]));
      yield { ...criterion, cluster, ratings: reviewers.map((reviewer) => said.get(reviewer) ?? null) };
    }
  }
}

function* reviewed(samples: readonly Sample[], reviews: readonly Review[]) {
  const reviewsOf = groupBy(reviews, ({ sampleId }) => sampleId);
  const clusters = new Map<MixId, number>();
  for (const sample of samples) {
    const cluster = clusters.get(sample.mix.id) ?? clusters.size;
    clusters.set(sample.mix.id, cluster);
    const own = reviewsOf.get(sample.id);
    if (own !== undefined) yield { sample, cluster, own };
  }
}

/** In the order of `criteriaOf`. */
function criteriaOfSample({ mix }: Sample) {
  const skills = mix.skills.map(({ name, category }) => {
    const skill: RatedSkill = { key: nameKey(name), name, category };
    return { id: criterionId({ kind: 'skill', skill: name }), criterion: 'skill' as const, skill };
  });
  const others = (['topic', 'sense', 'length'] as const).map((criterion) => ({
    ...{ id: criterion, criterion, skill: undefined },
  }));
  return [...skills, ...others];
}
