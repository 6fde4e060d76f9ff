import * as v from 'valibot';
import type { Judgement, Series } from '../../core/metrics/facts.ts';
import { flag, json } from './rows.ts';

export const samplingForm = v.object({
  temperature: v.exactOptional(v.number()),
  maxTokens: v.exactOptional(v.number()),
});
export const purposeForm = v.picklist(['data', 'evaluate']);

/** What `seriesColumn` reads: the same text for the same series. */
export function seriesContent({ writing, draw }: Series): string {
  const { student, sampling, purpose } = writing;
  const { temperature = null, maxTokens = null } = sampling ?? {};
  return JSON.stringify([
    student,
    sampling === null ? null : [temperature, maxTokens],
    purpose,
    draw.split,
    draw.k,
    draw.seed,
  ]);
}

/** `series.content`. */
export const seriesColumn = json(
  v.pipe(
    v.tuple([
      v.string(),
      v.nullable(v.tuple([v.nullable(v.number()), v.nullable(v.number())])),
      v.nullable(purposeForm),
      v.string(),
      v.number(),
      v.nullable(v.number()),
    ]),
    v.transform(
      ([student, sampling, purpose, split, k, seed]): Series => ({
        writing: { student, sampling: sampling && toSampling(sampling), purpose },
        draw: { split, k, seed },
      }),
    ),
  ),
);

function toSampling([temperature, maxTokens]: readonly [number | null, number | null]) {
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(maxTokens === null ? {} : { maxTokens }),
  };
}

/** What `judgementForm` reads: the same text for the same judgement. */
export function judgementContent(judgement: Judgement): string {
  return JSON.stringify([
    judgement.grader,
    judgement.state,
    judgement.points,
    judgement.named,
    judgement.ties,
    judgement.unreadableRounds,
    judgement.pointsWithoutEvidence,
    judgement.hasIdenticalRounds ? 1 : 0,
  ]);
}

/** `judgements.content`, once it is parsed. */
export const judgementForm = v.pipe(
  v.tuple([
    v.string(),
    v.picklist(['graded', 'unreadable', 'failed']),
    v.number(),
    v.number(),
    v.number(),
    v.number(),
    v.number(),
    flag,
  ]),
  v.transform(
    ([
      grader,
      state,
      points,
      named,
      ties,
      unreadableRounds,
      pointsWithoutEvidence,
      hasIdenticalRounds,
    ]): Judgement => ({
      ...{ grader, state, points, named, ties, unreadableRounds, pointsWithoutEvidence, hasIdenticalRounds },
    }),
  ),
);
