import { basename, dirname, join, relative, resolve, sep } from 'node:path';

export interface StoreLocation {
  /** Absolute path of the SQLite file. */
  readonly path: string;
  /** The folder that the store serves: skillset files are named relative to it. */
  readonly root: string;
}

const FOLDER = '.skillmix';

/** The store beside a skillset: `.skillmix/skillmix.db` in the same folder. */
export function storeBeside(skillset: string): StoreLocation {
  return storeAt(join(dirname(resolve(skillset)), FOLDER, 'skillmix.db'));
}

/** A store that the user chose. */
export function storeAt(path: string): StoreLocation {
  const absolute = resolve(path);
  const folder = dirname(absolute);
  return { path: absolute, root: basename(folder) === FOLDER ? dirname(folder) : folder };
}

/** The name under which a store knows a skillset file: it survives moving both together. */
export function fileKey(location: StoreLocation, skillset: string): string {
  return relative(location.root, resolve(skillset)).split(sep).join('/');
}
