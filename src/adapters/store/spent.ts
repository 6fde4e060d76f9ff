import * as v from 'valibot';
import type { SpentFilter, SpentRow } from '../../core/runs/ports.ts';
import type { Connection } from './connection.ts';
import { flag, parseRows } from './rows.ts';

/** What was paid, one row for each endpoint, model, purpose and price. */
export async function selectSpent(connection: Connection, { file, runId }: SpentFilter): Promise<SpentRow[]> {
  const rows = await connection.all(
    `SELECT endpoint_name, endpoint_kind, endpoint_address, model, purpose, batch_id IS NOT NULL AS is_batch,
       count(*) AS calls, count(*) FILTER (WHERE input_tokens IS NULL OR output_tokens IS NULL) AS without_usage,
       coalesce(sum(input_tokens), 0) AS input, coalesce(sum(output_tokens), 0) AS output
     FROM calls JOIN origins ON origins.id = origin WHERE state = 'replied' AND (?1 IS NULL OR run_id = ?1)
       AND (?2 IS NULL OR run_id IN (SELECT id FROM runs WHERE file = ?2))
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`,
    [runId ?? null, file ?? null],
  );
  return parseRows('calls', spentRow, rows);
}

const spentRow = v.pipe(
  v.object({
    endpoint_name: v.string(),
    endpoint_kind: v.picklist(['openai', 'anthropic', 'vscode']),
    endpoint_address: v.string(),
    model: v.string(),
    purpose: v.picklist(['generate', 'grade']),
    is_batch: flag,
    calls: v.number(),
    without_usage: v.number(),
    input: v.number(),
    output: v.number(),
  }),
  v.transform(
    (row): SpentRow => ({
      endpoint: { name: row.endpoint_name, kind: row.endpoint_kind, address: row.endpoint_address },
      model: row.model,
      purpose: row.purpose,
      isBatch: row.is_batch,
      calls: row.calls,
      withoutUsage: row.without_usage,
      input: row.input,
      output: row.output,
    }),
  ),
);
