import { criterionId } from '../../grading/criterion.ts';
import { groupBy } from '../../metrics/grouping.ts';
import { reviewsByChance } from '../../review/byChance.ts';
import type { Grading, Review, ReviewId, Sample, SampleId } from '../../runs/records.ts';

export const TABLES = ['samples', 'gradings', 'points', 'reviews'] as const;
export type TableName = (typeof TABLES)[number];

/** `time`: milliseconds since the epoch. `list`: texts that may hold commas. Null: not known, or not applicable. */
export type Value = string | number | boolean | readonly string[] | null;
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'number' | 'flag' | 'time' | 'list';
}
export type Row = Readonly<Record<string, Value>>;

/** The columns of a table, in their order. Columns may be added, never changed or removed. */
export function columnsOf(table: TableName): readonly Column[] {
  return COLUMNS[table];
}

/** The rows that a sample, its gradings and its reviews give to a table. */
export function rowsOf(
  table: TableName,
  sample: Sample,
  gradings: readonly Grading[],
  reviews: ReviewsOfAll,
): Row[] {
  if (table === 'samples') return [sampleRow(sample)];
  if (table === 'reviews') return reviewRows(sample, reviews);
  if (table === 'gradings') return gradings.map((grading) => gradingRow(sample, grading));
  return gradings.flatMap((grading) => pointRows(sample, grading));
}

/** All reviews of a file, as rows need them: which came by chance is told by all of them together. */
export interface ReviewsOfAll {
  readonly bySample: ReadonlyMap<SampleId, readonly Review[]>;
  readonly byChance: ReadonlySet<ReviewId>;
}

export function reviewsOfAll(reviews: readonly Review[]): ReviewsOfAll {
  return {
    bySample: groupBy(reviews, ({ sampleId }) => sampleId),
    byChance: reviewsByChance(reviews),
  };
}

const text = (name: string): Column => ({ name, type: 'text' });
const whole = (name: string): Column => ({ name, type: 'whole' });
const time = (name: string): Column => ({ name, type: 'time' });

const OF_GRADING = [
  ...[text('grading'), text('sample'), text('student'), text('split'), whole('k'), whole('seed')],
  ...[whole('generation'), text('grader'), whole('round')],
];

const COLUMNS: Readonly<Record<TableName, readonly Column[]>> = {
  samples: [
    ...([text('sample'), text('mix'), whole('k'), { name: 'skills', type: 'list' }, text('topic')] as const),
    ...([text('split'), whole('seed'), text('student'), { name: 'temperature', type: 'number' }] as const),
    ...[whole('maxTokens'), text('purpose'), whole('generation'), text('promptVersion'), time('createdAt')],
    ...[text('state'), text('text'), text('explanation'), text('draft'), text('why')],
  ],
  gradings: [
    ...OF_GRADING,
    ...[
      text('rubricVersion'),
      time('createdAt'),
      text('state'),
      whole('points'),
      whole('criteria'),
      text('why'),
    ],
  ],
  points: [
    ...OF_GRADING,
    ...[text('criterion'), text('skill'), whole('point'), text('reason'), text('quote')],
    ...([
      { name: 'quoteFound', type: 'flag' },
      { name: 'named', type: 'flag' },
    ] as const),
  ],
  reviews: [
    ...[text('review'), text('sample'), text('student'), text('split'), whole('k'), whole('seed')],
    ...[whole('generation'), text('reviewer'), time('createdAt')],
    ...([
      { name: 'blind', type: 'flag' },
      { name: 'byChance', type: 'flag' },
    ] as const),
    ...([text('drawn'), whole('drawSeed'), { name: 'place', type: 'number' }] as const),
    ...[text('criterion'), whole('point'), text('reason')],
  ],
};

function sampleRow(sample: Sample): Row {
  const { mix, sampling, result } = sample;
  return {
    ...{ sample: sample.id, mix: mix.id, k: mix.skills.length, skills: mix.skills.map(({ name }) => name) },
    ...{ topic: mix.topic.name, split: mix.split, seed: mix.seed ?? null, student: sample.student },
    ...{ temperature: sampling?.temperature ?? null, maxTokens: sampling?.maxTokens ?? null },
    ...{
      purpose: sample.purpose ?? null,
      generation: sample.generation,
      promptVersion: sample.promptVersion,
    },
    ...{ createdAt: sample.createdAt, state: result.kind, draft: sample.draft ?? null },
    text: result.kind === 'text' ? result.text : null,
    explanation: result.kind === 'text' ? (result.explanation ?? null) : null,
    why: result.kind === 'text' ? null : result.why,
  };
}

function ofGrading({ mix, student, generation }: Sample, { id, sampleId, grader, round }: Grading): Row {
  return {
    ...{ grading: id, sample: sampleId, student, split: mix.split, k: mix.skills.length },
    ...{ seed: mix.seed ?? null, generation, grader, round },
  };
}

function gradingRow(sample: Sample, grading: Grading): Row {
  const { result } = grading;
  const points = result.kind === 'graded' ? result.points : undefined;
  return {
    ...ofGrading(sample, grading),
    ...{ rubricVersion: grading.rubricVersion, createdAt: grading.createdAt, state: result.kind },
    points: points?.reduce((total, { point }) => total + point, 0) ?? null,
    criteria: points?.length ?? null,
    why: result.kind === 'graded' ? null : result.why,
  };
}

function pointRows(sample: Sample, grading: Grading): Row[] {
  if (grading.result.kind !== 'graded') return [];
  return grading.result.points.map(({ criterion, point, reason, quote, quoteFound, named }) => ({
    ...ofGrading(sample, grading),
    ...{ criterion: criterionId(criterion), skill: criterion.kind === 'skill' ? criterion.skill : null },
    ...{ point, reason, quote: quote ?? null, quoteFound: quoteFound ?? null, named: named ?? false },
  }));
}

function reviewRows({ id, mix, student, generation }: Sample, { bySample, byChance }: ReviewsOfAll): Row[] {
  return (bySample.get(id) ?? []).flatMap((review) =>
    review.points.map(({ criterion, point, reason }) => ({
      ...{ review: review.id, sample: id, student, split: mix.split, k: mix.skills.length },
      ...{ seed: mix.seed ?? null, generation, reviewer: review.reviewer, createdAt: review.createdAt },
      ...{ blind: review.isBlind, byChance: byChance.has(review.id), drawn: review.draw.kind },
      drawSeed: review.draw.kind === 'picked' ? null : review.draw.seed,
      place: review.draw.kind === 'picked' ? null : review.draw.place,
      ...{ criterion, point, reason },
    })),
  );
}
