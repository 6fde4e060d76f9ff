import type { Connection } from '../connection.ts';

/** One step from a version of the store's file to the next. Once released, a step is never changed. */
export interface Migration {
  /** What the file's `user_version` is afterwards: 1, 2, 3 and so on without gaps. */
  readonly version: number;
  /** Rows are changed or removed, so that a copy of the file is kept before it. */
  readonly changesData: boolean;
  readonly sql: string;
  /** What is left to do after `sql`, in the same transaction. */
  readonly fill?: (connection: Connection) => Promise<void>;
}
