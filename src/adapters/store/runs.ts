import * as v from 'valibot';
import type { RunProgress } from '../../core/runs/progress.ts';
import { RUN_KINDS, RUN_STATES, type Run, type RunId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import { type Claimant, isOfThisHost } from './owner.ts';
import { progress } from './progress.ts';
import { json, parseRow } from './rows.ts';

export async function saveRun(
  connection: Connection,
  { owner }: Pick<Claimant, 'owner'>,
  run: Run,
): Promise<void> {
  await connection.run(
    `INSERT INTO runs (id, kind, file, plan, started_at, ended_at, state, why, progress, seen_at, owner)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, file = excluded.file, plan = excluded.plan,
       started_at = excluded.started_at, ended_at = excluded.ended_at, state = excluded.state, why = excluded.why,
       progress = excluded.progress, seen_at = excluded.seen_at, owner = excluded.owner`,
    [
      run.id,
      run.kind,
      run.file,
      JSON.stringify(run.plan),
      run.startedAt,
      run.endedAt ?? null,
      run.state,
      run.why ?? null,
      run.progress === undefined ? null : JSON.stringify(run.progress),
      run.seenAt ?? null,
      run.state === 'running' ? owner : null,
    ],
  );
}

/** Nothing happens to a run that has ended. */
export async function touchRun(
  connection: Connection,
  { owner }: Pick<Claimant, 'owner'>,
  seen: { readonly id: RunId; readonly at: number; readonly progress: RunProgress },
): Promise<void> {
  await connection.run(
    `UPDATE runs SET seen_at = ?, progress = ?, owner = ? WHERE id = ? AND state = 'running'`,
    [seen.at, JSON.stringify(seen.progress), owner, seen.id],
  );
}

/** The runs of one skillset file, or all, oldest first. */
export async function selectRuns(connection: Connection, claimant: Claimant, file?: string): Promise<Run[]> {
  const rows = await connection.all(
    'SELECT * FROM runs WHERE ?1 IS NULL OR file = ?1 ORDER BY started_at, id',
    [file ?? null],
  );
  return rows.map((row) => toRun(parseRow('runs', runRow, row), claimant));
}

const runRow = v.object({
  id: v.string(),
  kind: v.picklist(RUN_KINDS),
  file: v.string(),
  plan: json(v.record(v.string(), v.unknown())),
  started_at: v.number(),
  ended_at: v.nullable(v.number()),
  state: v.picklist(RUN_STATES),
  why: v.nullable(v.string()),
  progress: v.nullable(json(progress)),
  seen_at: v.nullable(v.number()),
  owner: v.nullable(v.string()),
});
type Row = v.InferOutput<typeof runRow>;

function toRun(row: Row, claimant: Claimant): Run {
  return {
    id: row.id as RunId,
    kind: row.kind,
    file: row.file,
    plan: row.plan,
    startedAt: row.started_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    state: row.state,
    ...(row.why === null ? {} : { why: row.why }),
    ...(row.progress === null ? {} : { progress: row.progress }),
    ...(row.seen_at === null ? {} : { seenAt: row.seen_at }),
    ...(isGone(row, claimant) ? { isGone: true } : {}),
  };
}

/** In milliseconds: how long a run on another machine may be silent. */
const LONGEST_SILENCE = 15 * 60_000;

/** A process of another machine, or one that kept no name, is known by its silence only. */
function isGone(row: Row, claimant: Claimant): boolean {
  if (row.state !== 'running') return false;
  if (row.owner !== null && isOfThisHost(row.owner)) return !claimant.mayBeAlive(row.owner);
  return claimant.now() - (row.seen_at ?? row.started_at) >= LONGEST_SILENCE;
}
