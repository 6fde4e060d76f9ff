import type { Connection } from './connection.ts';

/** Does many inputs of one kind with few statements. Its results are in the order of the inputs. */
export type GroupWork<I, T> = (connection: Connection, inputs: readonly I[]) => Promise<readonly T[]>;

/** One input of some work, and who waits for the result. The types of both are known to the work alone. */
export interface Piece {
  readonly work: GroupWork<never, unknown>;
  readonly input: unknown;
  result?: unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Does the pieces, those of the same work together, in the order in which each work first comes. Nobody is told yet. */
export async function doAll(connection: Connection, pieces: readonly Piece[]): Promise<void> {
  const groups = new Map<Piece['work'], Piece[]>();
  for (const piece of pieces) {
    const group = groups.get(piece.work);
    if (group === undefined) groups.set(piece.work, [piece]);
    else group.push(piece);
  }
  for (const [work, group] of groups) {
    const results = await work(connection, group.map(({ input }) => input) as never[]);
    for (const [index, piece] of group.entries()) piece.result = results[index];
  }
}

export function succeed({ resolve, result }: Piece): void {
  resolve(result as never);
}

/** What is asked for in the same turn waits together then. */
export function everyoneHasAdded(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
