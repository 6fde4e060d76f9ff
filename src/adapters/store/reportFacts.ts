import * as v from 'valibot';
import type { Judgement, ReportFacts, SampleFacts, Writing } from '../../core/metrics/facts.ts';
import { createInternedFacts, type InternedFacts } from '../../core/metrics/internedFacts.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Connection } from './connection.ts';
import { PACKED_GRADING } from './migrations/0003-report-indexes.ts';
import { addJudgements, createJudgementLists, type OpenSample } from './packedGradings.ts';
import { brokenText, PackedReader, SQL_FIELD, SQL_PART, SQL_RECORD } from './packedText.ts';
import { readAhead } from './readAhead.ts';
import { type MixOfRow, selectMixFacts } from './reportMixes.ts';
import { json, parseRow } from './rows.ts';
import { conditionOf } from './sampleFilter.ts';

/** What a report needs of the samples that the filter selects, oldest first. To be called in a transaction. */
export async function selectReportFacts(connection: Connection, filter: SampleFilter): Promise<ReportFacts> {
  const interned = createInternedFacts();
  const mixOf = await selectMixFacts(connection, interned);
  const writingOf = createWritings(interned);
  const listOf = createJudgementLists();
  const samples: SampleFacts[] = [];
  const pages = readAhead<Page>((before) =>
    before === undefined || before.count === PAGE ? selectPage(connection, filter, before) : undefined,
  );
  for await (const page of pages) {
    const read = readSamples(page.samples, mixOf, writingOf);
    addJudgements(read, page.gradings, listOf);
    for (const sample of read) samples.push(sample);
  }
  return { samples };
}

/** How many samples are read at a time: few enough for flat memory, enough for few statements. */
const PAGE = 10_000;

interface Page {
  readonly count: number;
  readonly last: number;
  readonly samples: string;
  readonly gradings: string;
}

async function selectPage(
  connection: Connection,
  filter: SampleFilter,
  before: Page | undefined,
): Promise<Page> {
  const where = conditionOf(filter);
  // Whoever names the samples names few: they are looked up, and not the whole index read.
  const index = filter.ids === undefined ? 'INDEXED BY samples_for_report' : '';
  const [samples] = await connection.all(
    `SELECT count(*) AS count, ifnull(min(number), 0) AS first, ifnull(max(number), 0) AS last,
       ifnull(group_concat(packed, ${SQL_RECORD}), '') AS samples
     FROM (SELECT number, ${PACKED_SAMPLE} AS packed FROM samples ${index}
       WHERE ${where.sql} AND number > ? ORDER BY number LIMIT ${PAGE})`,
    [...where.values, before?.last ?? 0],
  );
  const page = parseRow('samples', samplesRow, samples);
  const [gradings] = await connection.all(
    `SELECT ifnull(group_concat(packed, ${SQL_RECORD}), '') AS gradings FROM (
       SELECT sample || ${SQL_FIELD} || grader || ${SQL_PART} || group_concat(${PACKED_GRADING}, ${SQL_PART}) AS packed
       FROM gradings INDEXED BY gradings_for_report WHERE sample BETWEEN ? AND ? GROUP BY sample, grader)`,
    [page.first, page.last],
  );
  return { ...page, ...parseRow('gradings', gradingsRow, gradings) };
}

const PACKED_SAMPLE = [
  'number',
  'mix',
  'substr(kind, 1, 1) || student',
  `ifnull(sampling, '')`,
  `ifnull(purpose, '')`,
].join(` || ${SQL_FIELD} || `);

const samplesRow = v.object({
  count: v.number(),
  first: v.number(),
  last: v.number(),
  samples: v.string(),
});
const gradingsRow = v.object({ gradings: v.string() });

function readSamples(packed: string, mixOf: MixOfRow, writingOf: (packed: string) => Writing): OpenSample[] {
  const samples: OpenSample[] = [];
  for (const reader = new PackedReader(packed); !reader.isAtEnd; ) {
    const number = reader.number();
    const mix = mixOf(reader.number());
    const state = STATES[reader.letter()];
    if (mix === undefined || state === undefined) throw brokenText();
    const writing = writingOf(reader.record());
    samples.push({ number, mix, writing, state, judgements: NONE });
  }
  return samples;
}

const NONE: readonly Judgement[] = [];

const STATES: { readonly [letter: string]: SampleFacts['state'] } = {
  t: 'text',
  u: 'unreadable',
  f: 'failed',
};

/** There are few different ones: each is parsed once. */
function createWritings(interned: InternedFacts): (packed: string) => Writing {
  const known = new Map<string, Writing>();
  return (packed) => {
    const before = known.get(packed);
    if (before !== undefined) return before;
    const reader = new PackedReader(packed);
    const student = reader.piece();
    const [sampling, purpose] = [reader.piece() || null, reader.piece() || null];
    const row = parseRow('samples', writingRow, { sampling, purpose });
    const writing = interned.writing(student, row.sampling, row.purpose);
    known.set(packed, writing);
    return writing;
  };
}

const writingRow = v.object({
  sampling: v.nullable(
    json(v.object({ temperature: v.exactOptional(v.number()), maxTokens: v.exactOptional(v.number()) })),
  ),
  purpose: v.nullable(v.picklist(['data', 'evaluate'])),
});
