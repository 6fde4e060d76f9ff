import * as v from 'valibot';
import type { EndpointIdentity } from '../../core/runs/endpoint.ts';
import type { CallRecord } from '../../core/runs/ports.ts';
import type { RunId } from '../../core/runs/records.ts';
import type { Connection } from './connection.ts';
import type { Recall } from './recall.ts';
import { parseRow } from './rows.ts';

/** Whom a call asks, for what, and which run pays for it, as far as that is known. */
export interface Origin {
  readonly endpoint: EndpointIdentity;
  readonly model: string;
  readonly purpose?: CallRecord['purpose'];
  readonly runId?: RunId;
}

/** Keeps each origin once. There are few, so that they are written one by one. Returns their numbers, in order. */
export async function keepOrigins(
  connection: Connection,
  recall: Recall,
  origins: readonly Origin[],
): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (const { endpoint, model, purpose = '', runId = '' } of origins) {
    const values = [endpoint.name, endpoint.kind, endpoint.address, model, purpose, runId];
    const content = JSON.stringify(values);
    const known = recall.get(content);
    const number = known ?? (await keepOrigin(connection, values));
    recall.set(content, number);
    numbers.push(number);
  }
  return numbers;
}

async function keepOrigin(connection: Connection, values: readonly string[]): Promise<number> {
  const [row] = await connection.all(
    `INSERT INTO origins (endpoint_name, endpoint_kind, endpoint_address, model, purpose, run_id)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (endpoint_name, endpoint_kind, endpoint_address, model, purpose, run_id)
     DO UPDATE SET run_id = excluded.run_id RETURNING id`,
    values,
  );
  return parseRow('origins', numbered, row).id;
}

const numbered = v.object({ id: v.number() });
