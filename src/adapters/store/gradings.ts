import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Grading, GradingId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { contentColumns, packAll, sqlContent } from './deflated.ts';
import { keepDictionary } from './dictionaries.ts';
import { factsOf } from './gradingFacts.ts';
import { readGradings } from './gradingRow.ts';
import { toColumn } from './pointsColumn.ts';
import { keepReasonWords, reasonsIn } from './reasonWords.ts';
import type { Memory } from './recall.ts';
import { conditionOf } from './sampleFilter.ts';

/** Keeps gradings with their points, each unless one of the same id is graded already. */
export async function saveGradings(
  connection: Connection,
  memory: Memory,
  gradings: readonly Grading[],
): Promise<undefined[]> {
  await connection.run(INSERT, [gradings.map(toColumns)]);
  await savePoints(connection, memory, gradings);
  for (const { sampleId } of gradings) memory.changed.add(sampleId);
  return gradings.map(() => undefined);
}

async function savePoints(
  connection: Connection,
  memory: Memory,
  gradings: readonly Grading[],
): Promise<void> {
  const graded = gradings.flatMap(({ id, result }) =>
    result.kind === 'graded'
      ? [{ id, column: toColumn(result.points), reasons: reasonsIn(result.points) }]
      : [],
  );
  if (graded.length === 0) return;
  const dictionary = await keepDictionary(connection, memory.dictionaries);
  const contents = await packAll(
    graded.map(({ column }) => column),
    dictionary,
  );
  const rows = graded.map(({ id }, index) => [id, ...contentColumns(contents[index] ?? '')]);
  await keepReasonWords(
    connection,
    graded.map(({ id, reasons }) => [id, reasons]),
  );
  await connection.run(INSERT_POINTS, [rows]);
}

/** The gradings of the samples that the filter selects, oldest first. */
export async function selectGradings(connection: Connection, filter: SampleFilter): Promise<Grading[]> {
  const where = conditionOf(filter);
  const rows = await connection.all(
    `${SELECT} WHERE ${where.sql} ORDER BY gradings.created_at, gradings.id`,
    where.values,
  );
  return readGradings(connection, rows);
}

export async function findGradings(
  connection: Connection,
  ids: readonly GradingId[],
): Promise<(Grading | undefined)[]> {
  const rows = await connection.all(`${SELECT} WHERE gradings.id IN (SELECT value FROM json_each(?))`, [ids]);
  const gradings = await readGradings(connection, rows);
  const found = new Map(gradings.map((grading) => [grading.id, grading]));
  return ids.map((id) => found.get(id));
}

const INSERT = `
INSERT INTO gradings (id, sample, grader, round, rubric_version, created_at, call_key, kind, why, earned, named,
  unquoted, criteria, words)
SELECT value ->> 0, (SELECT number FROM samples WHERE samples.id = value ->> 1), value ->> 2, value ->> 3, value ->> 4,
  value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12,
  value ->> 13
FROM json_each(?) WHERE TRUE
ON CONFLICT (id) DO UPDATE SET sample = excluded.sample, grader = excluded.grader, round = excluded.round,
  rubric_version = excluded.rubric_version, created_at = excluded.created_at, call_key = excluded.call_key,
  kind = excluded.kind, why = excluded.why, earned = excluded.earned, named = excluded.named,
  unquoted = excluded.unquoted, criteria = excluded.criteria, words = excluded.words
WHERE kind <> 'graded'`;

/** Points that are there belong to a grading that is not replaced. */
const INSERT_POINTS = `
INSERT INTO points (grading, content)
SELECT (SELECT number FROM gradings WHERE id = value ->> 0), ${sqlContent(1)} FROM json_each(?) WHERE TRUE
ON CONFLICT DO NOTHING`;

const SELECT = `
SELECT gradings.*, samples.id AS sample_id, points.content AS points
FROM gradings JOIN samples ON samples.number = gradings.sample LEFT JOIN points ON points.grading = gradings.number`;

function toColumns(grading: Grading) {
  const { result } = grading;
  const facts = result.kind === 'graded' ? factsOf(result.points) : undefined;
  return [
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
  ];
}
