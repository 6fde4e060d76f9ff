import { LANGUAGE_VERSION } from '../schema/schema.ts';
import type { Fix } from './fix.ts';

/** Makes a skillset file that is included and is not there. A path that leads out of any folder is left alone. */
export function createIncludeFixes(written: string): Fix[] {
  const path = written.trim();
  if (!/\.skillset\.ya?ml$/u.test(path) || /^[/\\~]|:/u.test(path)) return [];
  const newFile = { path, text: `skillset: ${LANGUAGE_VERSION}\nskills: []\n` };
  return [{ title: `Create the file "${path}"`, kind: 'fix', isSafe: false, edits: [], newFile }];
}
