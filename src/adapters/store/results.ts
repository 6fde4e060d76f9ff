import * as v from 'valibot';
import type { SampleState } from '../../core/metrics/facts.ts';
import { groupBy } from '../../core/metrics/grouping.ts';
import { areDiffering, judge, type RoundFacts } from '../../core/metrics/judge.ts';
import type { Connection } from './connection.ts';
import type { Memory, Recall } from './recall.ts';
import { judgementContent, purposeForm, samplingForm, seriesContent } from './resultContents.ts';
import { json, parseRows } from './rows.ts';

/** What the first number of `results.outcome` says. */
export const SAMPLE_STATES: readonly SampleState[] = ['text', 'unreadable', 'failed'];

/** Keeps the results of all samples that a transaction has changed: to be called at its end. */
export async function keepChangedResults(
  connection: Connection,
  { changed, results }: Memory,
): Promise<void> {
  if (changed.size === 0) return;
  await keepResults(connection, results, [...changed]);
  changed.clear();
}

/**
 * Works out what a report needs of these samples, and keeps it. To be called in the transaction that has written the
 * samples, or gradings of them. `recall` is of series and judgements.
 */
export async function keepResults(
  connection: Connection,
  recall: Recall,
  ids: readonly string[],
): Promise<void> {
  const rows = parseRows('samples', sampleRow, await connection.all(SELECT, [JSON.stringify(ids)]));
  const results = rows.map((row) => ({
    row,
    series: seriesContent(seriesOf(row)),
    ...judgementsOf(row),
  }));
  await keepNew(
    connection,
    recall,
    KEEP_SERIES,
    results.map(({ row, series }) => [row.file, series]),
  );
  await keepNew(
    connection,
    recall,
    KEEP_JUDGEMENTS,
    results.flatMap(({ judgements }) => judgements),
  );
  await connection.run(KEEP_RESULTS, [
    JSON.stringify(
      results.map(({ row, series, judgements, differing }) => [
        ...[row.number, row.file, series, row.mix, row.first_mix, SAMPLE_STATES.indexOf(row.kind)],
        judgements,
        differing,
      ]),
    ),
  ]);
}

/** Writes what is not known to be there. Of very many there are but a few different ones. */
async function keepNew(
  connection: Connection,
  recall: Recall,
  sql: string,
  items: readonly unknown[],
): Promise<void> {
  const unknown = new Set(items.map((item) => JSON.stringify(item)));
  for (const item of unknown) if (recall.get(item) !== undefined) unknown.delete(item);
  if (unknown.size === 0) return;
  await connection.run(sql, [`[${[...unknown].join(',')}]`]);
  for (const item of unknown) recall.set(item, KNOWN);
}

/** Their numbers are not needed. */
const KNOWN = 0;

/** The gradings in the order in which `StorePort.gradings` has them, because of two at the same time the later votes. */
const SELECT = `
SELECT samples.id, samples.number, file, student, sampling, purpose, kind, mix, split, seed, k,
  (SELECT min(same.id) FROM mixes AS same WHERE same.mix_id = mixes.mix_id) AS first_mix,
  (SELECT json_group_array(json_array(grader, round, created_at, kind, criteria, earned, named, unquoted, words, call_key)
    ORDER BY created_at, id) FROM gradings WHERE sample = samples.number) AS rounds
FROM samples JOIN mixes ON mixes.id = mix WHERE samples.id IN (SELECT value FROM json_each(?))`;

const KEEP_SERIES = `
INSERT INTO series (file, content) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE TRUE
ON CONFLICT DO NOTHING`;

const KEEP_JUDGEMENTS = `
INSERT INTO judgements (content) SELECT value FROM json_each(?) WHERE TRUE
ON CONFLICT DO NOTHING`;

const KEEP_RESULTS = `
INSERT INTO results (sample, series, mix, first_mix, outcome, differing)
SELECT result.value ->> 0,
  (SELECT id FROM series WHERE file = result.value ->> 1 AND content = result.value ->> 2),
  result.value ->> 3, result.value ->> 4,
  (SELECT concat_ws(',', result.value ->> 5, count(*), group_concat(judgements.id ORDER BY own.key))
    FROM json_each(result.value, '$[6]') AS own JOIN judgements ON content = own.value),
  result.value ->> 7
FROM json_each(?) AS result WHERE TRUE
ON CONFLICT (sample) DO UPDATE SET series = excluded.series, mix = excluded.mix, first_mix = excluded.first_mix,
  outcome = excluded.outcome, differing = excluded.differing`;

interface Round extends RoundFacts {
  readonly grader: string;
  /** The same for rounds that are the same to the letter; null where it is not graded. */
  readonly words: string | null;
  readonly callKey: string | null;
}

const roundColumns = v.pipe(
  v.tuple([
    v.string(),
    v.number(),
    v.number(),
    v.picklist(['graded', 'unreadable', 'failed']),
    v.nullable(v.number(), 0),
    v.nullable(v.number(), 0),
    v.nullable(v.number(), 0),
    v.nullable(v.number(), 0),
    v.nullable(v.string()),
    v.nullable(v.string()),
  ]),
  v.transform(
    ([grader, round, createdAt, state, criteria, earned, named, unquoted, words, callKey]): Round => ({
      ...{ grader, round, createdAt, state, criteria, earned, named, unquoted, words, callKey },
    }),
  ),
);

const sampleRow = v.object({
  id: v.string(),
  number: v.number(),
  file: v.string(),
  student: v.string(),
  sampling: v.nullable(json(samplingForm)),
  purpose: v.nullable(purposeForm),
  kind: v.picklist(['text', 'unreadable', 'failed']),
  mix: v.number(),
  split: v.string(),
  seed: v.nullable(v.number()),
  k: v.number(),
  first_mix: v.number(),
  rounds: json(v.array(roundColumns)),
});
type SampleRow = v.InferOutput<typeof sampleRow>;

function seriesOf({ student, sampling, purpose, split, k, seed }: SampleRow) {
  return { writing: { student, sampling, purpose }, draw: { split, k, seed } };
}

/** As `judgements.content` has them; `differing` has bit i where the rounds behind the i-th differ. */
function judgementsOf({ rounds, k }: SampleRow): {
  readonly judgements: readonly string[];
  readonly differing: number;
} {
  const byGrader = Array.from(groupBy(rounds, ({ grader }) => grader));
  return {
    judgements: byGrader.map(([grader, own]) => judgementContent(judge(grader, own, k + 3, isAlike))),
    differing: byGrader.reduce((mask, [, own], bit) => mask + (areDiffering(own) ? 2 ** bit : 0), 0),
  };
}

/** Call keys are compared whole, and of all words 96 bits of a SHA-256: no alarm is false by chance. */
function isAlike(one: Round, other: Round): boolean {
  return (
    (one.callKey !== null && one.callKey === other.callKey) ||
    (one.words !== null && one.words === other.words)
  );
}
