import { wordsOf } from '../grading/verdict.ts';
import type { Grading, MixId, MixRecord, Review, Sample, SampleId } from '../runs/records.ts';
import { nameKey, type Skill } from '../skillset/skillset.ts';
import type { Judgement, MixColumns, ReportFacts, ReviewedSample, SkillFacts } from './facts.ts';
import { groupBy } from './grouping.ts';
import { createInterned, type Interned, seriesKey } from './internedFacts.ts';
import { judge, type RoundFacts } from './judge.ts';
import { lacksEvidence } from './pointsWithoutEvidence.ts';
import { createColumns, createMixColumns } from './sampleColumns.ts';
import { seriesOf } from './seriesOf.ts';

/**
 * The facts of samples that are at hand. Gradings and reviews of other samples are passed over. `numberOf` tells the
 * number of a sample; where it is left out, the places in the list are the numbers.
 */
export function factsOf(
  samples: readonly Sample[],
  gradings: readonly Grading[],
  reviews: readonly Review[] = [],
  numberOf: (id: SampleId) => number = placesIn(samples),
): ReportFacts {
  const series = createInterned(seriesKey);
  const mixes = createInterned((mix: MixRecord) => mix);
  const skills = createInterned((skill: Skill) => skill);
  const judgements: Judgement[] = [];
  const { entries, samples: columns } = createColumns();
  const isReviewed = new Set(reviews.map(({ sampleId }) => sampleId));
  const reviewed: ReviewedSample[] = [];
  const gradingsOf = groupBy(gradings, ({ sampleId }) => sampleId);
  for (const { mix } of samples) mix.skills.forEach(skills.placeOf);
  for (const [place, ofSeries] of groupBy(samples, (sample) => series.placeOf(seriesOf(sample))))
    for (const ofMix of groupBy(ofSeries, ({ mix }) => mix.id).values())
      for (const [mix, ofVersion] of groupBy(ofMix, (sample) => sample.mix)) {
        for (const { id, result } of ofVersion) {
          const sample = columns.state.push(result.kind) - 1;
          columns.number.push(numberOf(id));
          if (isReviewed.has(id)) reviewed.push({ sample, id });
          for (const judgement of judgementsOf(gradingsOf.get(id) ?? [], mix.skills.length + 3))
            columns.judgement.push(judgements.push(judgement) - 1);
          columns.judgedUntil.push(columns.judgement.length);
        }
        entries.series.push(place);
        entries.mix.push(mixes.placeOf(mix));
        entries.samplesUntil.push(columns.state.length);
      }
  return {
    series: series.list,
    entries,
    samples: columns,
    mixes: mixColumns(mixes.list, skills),
    skills: skills.list.map(skillFacts),
    judgements,
    reviewed,
  };
}

function placesIn(samples: readonly Sample[]): (id: SampleId) => number {
  const places = new Map(samples.map(({ id }, place) => [id, place]));
  return (id) => places.get(id) ?? -1;
}

/** Equal mixes of a store share one record, as equal skills do: each is looked at once. */
function mixColumns(mixes: readonly MixRecord[], skills: Interned<Skill>): MixColumns {
  const columns = createMixColumns();
  const firstOf = new Map<MixId, number>();
  for (const [place, { id, skills: ofMix }] of mixes.entries()) {
    const first = firstOf.get(id) ?? place;
    firstOf.set(id, first);
    columns.first.push(first);
    columns.skillsFrom.push(columns.skill.length);
    for (const skill of ofMix) columns.skill.push(skills.placeOf(skill));
    columns.skillsUntil.push(columns.skill.length);
  }
  return columns;
}

function skillFacts({ name, category, common }: Skill, order: number): SkillFacts {
  return { name, key: nameKey(name), category, common, order };
}

function judgementsOf(gradings: readonly Grading[], criteria: number): Judgement[] {
  const byGrader = groupBy(gradings, ({ grader }) => grader);
  return Array.from(byGrader, ([grader, own]) => judge(grader, own.map(roundOf), criteria, isAlike));
}

interface Round extends RoundFacts {
  readonly grading: Grading;
}

/** A grading without its words. */
export function roundOf(grading: Grading): Round {
  const { round, createdAt, result } = grading;
  if (result.kind !== 'graded')
    return { grading, round, createdAt, state: result.kind, criteria: 0, earned: 0, named: 0, unquoted: 0 };
  let [earned, named, unquoted] = [0, 0, 0];
  for (const [position, point] of result.points.entries()) {
    const bit = 2 ** position;
    earned += point.point * bit;
    if (point.named === true) named += bit;
    if (lacksEvidence(point)) unquoted += bit;
  }
  const criteria = result.points.length;
  return { grading, round, createdAt, state: 'graded', criteria, earned, named, unquoted };
}

/** Rounds whose first reasons differ cannot be the same: most need no closer look. */
function isAlike({ grading: one }: Round, { grading: other }: Round): boolean {
  if (one.callKey !== undefined && one.callKey === other.callKey) return true;
  if (one.result.kind !== 'graded' || other.result.kind !== 'graded') return false;
  return firstReason(one) === firstReason(other) && wordsOf(one.result) === wordsOf(other.result);
}

function firstReason({ result }: Grading): string | undefined {
  return result.kind === 'graded' ? result.points[0]?.reason : undefined;
}
