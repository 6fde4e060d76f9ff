export type StoreErrorKind = 'disk-full' | 'disk' | 'locked' | 'corrupt' | 'newer' | 'read-only' | 'other';

/** Something is wrong with the store. The message says what happened, to which file, and what to do next. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Turns an error of SQLite or of the file system into a `StoreError`; one that is a `StoreError` stays as it is. */
export function toStoreError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const kind = kinds[codeOf(error)] ?? 'other';
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreError(kind, `${advice[kind](file)} (${detail})`, { cause: error });
}

/** Result codes: https://sqlite.org/rescode.html, and those of the file system. */
const kinds: { readonly [code: string]: StoreErrorKind } = {
  SQLITE_FULL: 'disk-full',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  SQLITE_IOERR: 'disk',
  EFBIG: 'disk',
  EIO: 'disk',
  SQLITE_BUSY: 'locked',
  SQLITE_LOCKED: 'locked',
  SQLITE_CORRUPT: 'corrupt',
  SQLITE_NOTADB: 'corrupt',
  SQLITE_READONLY: 'read-only',
  SQLITE_CANTOPEN: 'read-only',
  SQLITE_PERM: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
};

const advice: { readonly [kind in StoreErrorKind]: (file: string) => string } = {
  'disk-full': (file) => `The disk is full: nothing more fits into ${file}. Free some space and run again.`,
  disk: (file) =>
    `${file} cannot be written or read. See whether its disk is sound, and has room for a file of that size, and run again.`,
  locked: (file) =>
    `Another program keeps ${file} locked. Close it, or wait until it is done, and run again.`,
  corrupt: (file) =>
    `${file} is damaged or not a Skillmix store. Move it away, or put back a copy of it, and run again.`,
  newer: (file) => `${file} was written by a newer Skillmix. Update Skillmix, or choose another file.`,
  'read-only': (file) =>
    `${file} cannot be written. Make the file and its folder writable, or choose another file.`,
  other: (file) => `The store ${file} failed.`,
};

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** What a report reads does not fit together. */
export function brokenResults(): StoreError {
  return new StoreError(
    'corrupt',
    'What the store keeps for reports is broken: its rows do not fit together. ' +
      'Put back a copy of the store, and run again.',
  );
}
