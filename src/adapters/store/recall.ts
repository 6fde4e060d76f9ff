import type { ModelRequest } from '../../core/runs/ports.ts';

/** Numbers of rows that are known to be there, so that they need not be looked up. It forgets the oldest. */
export interface Recall {
  get(content: string): number | undefined;
  set(content: string, id: number): void;
  clear(): void;
}

/** Holds at most so many characters, however many contents they are. */
export function createRecall(characters: number): Recall {
  const ids = new Map<string, number>();
  let held = 0;
  return {
    get: (content) => ids.get(content),
    set(content, id) {
      if (content.length > characters / 100 || ids.has(content)) return;
      ids.set(content, id);
      held += content.length;
      for (const oldest of ids.keys()) {
        if (held <= characters) return;
        ids.delete(oldest);
        held -= oldest.length;
      }
    },
    clear() {
      ids.clear();
      held = 0;
    },
  };
}

/** The `request` columns of requests whose texts are kept: a call is written when it is claimed, and when it has ended. */
export interface RequestColumns {
  get(request: ModelRequest): string | undefined;
  set(request: ModelRequest, column: string): void;
  clear(): void;
}

/** Each request only for as long as somebody else holds it. */
function createRequestColumns(): RequestColumns {
  let columns = new WeakMap<ModelRequest, string>();
  return {
    get: (request) => columns.get(request),
    set: (request, column) => void columns.set(request, column),
    clear: () => {
      columns = new WeakMap();
    },
  };
}

/**
 * What one writing connection recalls of its own writing. It is cleared when a transaction is rolled back, because what
 * was written in it is not there any more.
 */
export interface Memory {
  readonly dictionaries: Recall;
  /** By hash: the texts themselves would be megabytes, of which the process grows by a multiple. */
  readonly texts: Recall;
  readonly requests: RequestColumns;
  readonly origins: Recall;
  readonly skills: Recall;
  readonly mixes: Recall;
  readonly results: Recall;
  /** Samples of this transaction, by id, whose results are to be worked out before it is committed. */
  readonly changed: Set<string>;
  clear(): void;
}

export function createMemory(): Memory {
  const parts = {
    dictionaries: createRecall(1_000_000),
    texts: createRecall(200_000),
    requests: createRequestColumns(),
    origins: createRecall(1_000_000),
    skills: createRecall(1_000_000),
    mixes: createRecall(1_000_000),
    results: createRecall(1_000_000),
  };
  const changed = new Set<string>();
  return {
    ...parts,
    changed,
    clear: () => {
      for (const part of [...Object.values(parts), changed]) part.clear();
    },
  };
}
