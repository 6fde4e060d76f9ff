import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { parseRow } from './rows.ts';

/** What was read of a store, by what it was asked for. It is forgotten once anyone has written into the file. */
export interface Remembered<T> {
  /** What `read` gives, or gave. To be called in a transaction, so that all that it reads is of one time. */
  get(connection: Connection, key: string, read: () => Promise<T>): Promise<T>;
}

export interface RememberedOptions<T> {
  /** How many values, of each connection: those that were asked for last. */
  readonly most: number;
  /** Whether a value may be held in memory for that long; by default each. */
  readonly isKept?: (value: T) => boolean;
}

export function createRemembered<T extends object>({
  most,
  isKept = () => true,
}: RememberedOptions<T>): Remembered<T> {
  const memories = new WeakMap<Connection, { readonly version: number; readonly values: Map<string, T> }>();

  async function valuesOf(connection: Connection): Promise<Map<string, T>> {
    const version = await versionSeenBy(connection);
    const known = memories.get(connection);
    if (known?.version === version) return known.values;
    const values = new Map<string, T>();
    memories.set(connection, { version, values });
    return values;
  }

  return {
    async get(connection, key, read) {
      const values = await valuesOf(connection);
      const value = values.get(key) ?? (await read());
      values.delete(key);
      if (!isKept(value)) return value;
      values.set(key, value);
      for (const oldest of values.keys()) if (values.size > most) values.delete(oldest);
      return value;
    },
  };
}

/** Another number after each time that another connection has written, whichever process it is of. */
async function versionSeenBy(connection: Connection): Promise<number> {
  const [row] = await connection.all('PRAGMA data_version');
  return parseRow('data_version', versionRow, row).data_version;
}

const versionRow = v.object({ data_version: v.number() });
