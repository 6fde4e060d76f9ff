import type { Database, Statement } from 'sqlite3';
import { fromStored, toStored, toStoredJson } from './storedText.ts';
import { toStoreError } from './storeError.ts';

/** What a statement takes. A list goes in as JSON, for `json_each`. */
export type Value = string | number | null | Uint8Array | readonly unknown[];

/** One connection to a SQLite file, with promises and prepared statements. Every failure is a `StoreError`. */
export interface Connection {
  /** Runs statements that take no values. */
  exec(sql: string): Promise<void>;
  /** Runs one statement. */
  run(sql: string, values?: readonly Value[]): Promise<void>;
  /** The rows as they come from SQLite: unchecked. */
  all(sql: string, values?: readonly Value[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/**
 * Opens the file, and creates it where it is not there. The binary of SQLite is loaded here, not on import.
 * `patience` is how long the connection waits for a lock that another one holds, in milliseconds.
 */
export async function connect(file: string, patience: number = PATIENCE): Promise<Connection> {
  const { default: sqlite } = await import('sqlite3');
  const database = await settle<Database>(file, (done) => {
    const opened: Database = new sqlite.Database(file, (error) => done(error, opened));
  });
  database.configure('busyTimeout', patience);
  return new PreparedConnection(file, database);
}

/** In milliseconds: far longer than any of our own transactions takes. */
export const PATIENCE = 10_000;

class PreparedConnection implements Connection {
  readonly #file: string;
  readonly #database: Database;
  readonly #statements = new Map<string, Promise<Statement>>();

  constructor(file: string, database: Database) {
    this.#file = file;
    this.#database = database;
  }

  exec(sql: string): Promise<void> {
    return settle(this.#file, (done) => this.#database.exec(sql, done));
  }

  async run(sql: string, values: readonly Value[] = []): Promise<void> {
    const statement = await this.#prepared(sql);
    return settle(this.#file, (done) => statement.run(values.map(toBound), done));
  }

  // Never `get`: it leaves the statement open after the first row, and with it an old view of the file.
  async all(sql: string, values: readonly Value[] = []): Promise<unknown[]> {
    const statement = await this.#prepared(sql);
    const rows = await settle<Row[]>(this.#file, (done) => statement.all<Row>(values.map(toBound), done));
    for (const row of rows) readTexts(row);
    return rows;
  }

  async close(): Promise<void> {
    for (const statement of this.#statements.values()) (await statement).finalize();
    this.#statements.clear();
    await settle<void>(this.#file, (done) => this.#database.close(done));
  }

  #prepared(sql: string): Promise<Statement> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = settle<Statement>(this.#file, (done) => {
      const prepared: Statement = this.#database.prepare(sql, (error: Error | null) => done(error, prepared));
    });
    this.#statements.set(sql, statement);
    statement.catch(() => this.#statements.delete(sql));
    return statement;
  }
}

function toBound(value: Value): string | number | null | Uint8Array {
  if (typeof value === 'string') return toStored(value);
  if (value === null || typeof value === 'number' || value instanceof Uint8Array) return value;
  return toStoredJson(value);
}

interface Row {
  [column: string]: unknown;
}

function readTexts(row: Row): void {
  for (const column in row) {
    const value = row[column];
    if (typeof value === 'string') row[column] = fromStored(value);
  }
}

type Done<T> = (error: Error | null, value?: T) => void;

function settle<T>(file: string, start: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error === null ? resolve(value as T) : reject(toStoreError(error, file))));
  });
}
