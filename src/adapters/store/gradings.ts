import type { CriterionPoint } from '../../core/grading/criterion.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Grading, GradingId, GradingResult } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { factsOf } from './gradingFacts.ts';
import { gradingRow } from './gradingRow.ts';
import { parseRow, parseRows } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';

/** Keeps a grading with its points, unless one of the same id is graded already. */
export async function saveGrading(connection: Connection, grading: Grading): Promise<void> {
  const { result } = grading;
  const facts = result.kind === 'graded' ? factsOf(result) : undefined;
  await connection.run(
    `INSERT INTO gradings (id, sample_id, grader, round, rubric_version, created_at, call_key, kind, why,
       earned, named, unquoted, criteria, words)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET sample_id = excluded.sample_id, grader = excluded.grader,
       round = excluded.round, rubric_version = excluded.rubric_version, created_at = excluded.created_at,
       call_key = excluded.call_key, kind = excluded.kind, why = excluded.why,
       earned = excluded.earned, named = excluded.named, unquoted = excluded.unquoted,
       criteria = excluded.criteria, words = excluded.words
     WHERE kind <> 'graded'`,
    [
      grading.id,
      grading.sampleId,
      grading.grader,
      grading.round,
      grading.rubricVersion,
      grading.createdAt,
      grading.callKey ?? null,
      result.kind,
      result.kind === 'graded' ? null : result.why,
      facts?.earned ?? null,
      facts?.named ?? null,
      facts?.unquoted ?? null,
      facts?.criteria ?? null,
      facts?.words ?? null,
    ],
  );
  if (result.kind === 'graded') await savePoints(connection, grading.id, result);
}

/** The gradings of the samples that the filter selects, oldest first. */
export async function selectGradings(connection: Connection, filter: SampleFilter): Promise<Grading[]> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `${SELECT} JOIN samples ON samples.id = gradings.sample_id WHERE ${where.sql}
     ORDER BY gradings.created_at, gradings.id`,
    where.values,
  );
  return parseRows('gradings', gradingRow, rows);
}

export async function findGrading(connection: Connection, id: GradingId): Promise<Grading | undefined> {
  const [row] = await connection.all(`${SELECT} WHERE gradings.id = ?`, [id]);
  return row === undefined ? undefined : parseRow('gradings', gradingRow, row);
}

/** The points of a grading come as one JSON value: seven rows each would cost far more to read. */
const SELECT = `
SELECT gradings.*, (
  SELECT json_group_array(json_array(kind, skill, point, reason, quote, quote_found, named) ORDER BY position)
  FROM points WHERE grading_id = gradings.id
) AS points FROM gradings`;

/** Points that are there belong to a grading that is not replaced. */
async function savePoints(
  connection: Connection,
  id: GradingId,
  result: GradingResult & { kind: 'graded' },
): Promise<void> {
  await connection.run(
    `INSERT INTO points (grading_id, position, kind, skill, point, reason, quote, quote_found, named)
     SELECT ?, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
     FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM points WHERE grading_id = ?)`,
    [id, JSON.stringify(result.points.map(toColumns)), id],
  );
}

function toColumns({ criterion, point, reason, quote, quoteFound, named }: CriterionPoint) {
  const skill = criterion.kind === 'skill' ? criterion.skill : null;
  return [criterion.kind, skill, point, reason, quote ?? null, toFlag(quoteFound), toFlag(named)];
}

function toFlag(value: boolean | undefined): 0 | 1 | null {
  return value === undefined ? null : value ? 1 : 0;
}
