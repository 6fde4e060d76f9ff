import * as v from 'valibot';
import type { CandidateRound, ReviewCandidate } from '../../core/review/candidate.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { SampleId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { json, parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';

/**
 * The graded texts that the filter selects, oldest first, with their rounds as numbers. A round that was graded again
 * has its newest vote.
 */
export async function selectReviewCandidates(
  connection: Connection,
  filter: SampleFilter,
): Promise<ReviewCandidate[]> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `SELECT samples.id, k, student,
       (SELECT json_group_array(json_array(grader, round, earned) ORDER BY grader, created_at, id)
        FROM gradings WHERE sample = samples.number AND gradings.kind = 'graded') AS rounds
     FROM samples JOIN mixes ON mixes.id = mix
     WHERE ${where.sql} AND samples.kind = 'text'
       AND EXISTS (SELECT 1 FROM gradings WHERE sample = samples.number AND gradings.kind = 'graded')
     ORDER BY samples.created_at, samples.id`,
    where.values,
  );
  return parseRows('samples', candidateRow, rows).map(({ id, k, student, rounds }) => ({
    ...{ id: id as SampleId, k, student },
    rounds: votes(rounds),
  }));
}

type Round = readonly [grader: string, round: number, earned: number];

function votes(rounds: readonly Round[]): CandidateRound[] {
  const newest = new Map<string, CandidateRound>();
  for (const [grader, round, earned] of rounds) newest.set(`${round} ${grader}`, { grader, earned });
  return [...newest.values()];
}

const candidateRow = v.object({
  id: v.string(),
  k: v.number(),
  student: v.string(),
  // Made in the query itself, and there may be very many: they are not looked at one by one.
  rounds: json(v.custom<Round[]>(Array.isArray)),
});
