import * as v from 'valibot';
import type { Run, RunId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { json, parseRows } from './rows.ts';

export async function saveRun(connection: Connection, run: Run): Promise<void> {
  await connection.run(
    `INSERT INTO runs (id, kind, file, plan, started_at, ended_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, file = excluded.file, plan = excluded.plan,
       started_at = excluded.started_at, ended_at = excluded.ended_at, state = excluded.state`,
    [run.id, run.kind, run.file, JSON.stringify(run.plan), run.startedAt, run.endedAt ?? null, run.state],
  );
}

/** The runs of one skillset file, or all, oldest first. */
export async function selectRuns(connection: Connection, file?: string): Promise<Run[]> {
  const rows = await connection.all(
    'SELECT * FROM runs WHERE ?1 IS NULL OR file = ?1 ORDER BY started_at, id',
    [file ?? null],
  );
  return parseRows('runs', runRow, rows);
}

const runRow = v.pipe(
  v.object({
    id: v.string(),
    kind: v.picklist(['generate', 'grade']),
    file: v.string(),
    plan: json(v.record(v.string(), v.unknown())),
    started_at: v.number(),
    ended_at: v.nullable(v.number()),
    state: v.picklist(['running', 'done', 'failed', 'cancelled']),
  }),
  v.transform(
    (row): Run => ({
      id: row.id as RunId,
      kind: row.kind,
      file: row.file,
      plan: row.plan,
      startedAt: row.started_at,
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
      state: row.state,
    }),
  ),
);
