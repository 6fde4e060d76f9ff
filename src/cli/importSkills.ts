import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readListFile } from '../adapters/exchange/listFile.ts';
import { importLists, type ListFile, listKind } from '../core/exchange/skills/importLists.ts';
import { formatRowNote } from '../core/exchange/skills/rowNote.ts';
import { print, printJson, tell, UsageError, WorkError } from './terminal.ts';

/** Whether the paths are lists of skills and topics, as opposed to texts that were written for them. */
export function areLists(paths: readonly string[]): boolean {
  return paths.every((path) => listKind(path) !== undefined);
}

/** Writes a new skillset file that holds the skills and topics of the lists, and tells what was left out of it. */
export async function importSkills(
  paths: readonly string[],
  { output, format }: { readonly output: string; readonly format: string },
): Promise<void> {
  if (!/\.skillset\.ya?ml$/u.test(output))
    throw new UsageError(`Give ${output} a name that ends in .skillset.yaml, by which editors know it.`);
  if (existsSync(output)) throw new UsageError(`There is a file ${output} already: choose another name.`);
  const imported = importLists(await Promise.all(paths.map(readList)));
  if (imported.kind === 'refused') throw new WorkError(imported.why);
  const { skills, topics, notes } = imported;
  const title = basename(output).replace(/\.skillset\.ya?ml$/u, '');
  // Never over a file that came into being in the meantime.
  await writeFile(output, imported.textFor(title), { flag: 'wx' });
  if (format === 'json') return printJson({ file: output, skills, topics, notes });
  for (const note of notes) tell(formatRowNote(note, note.file));
  print(
    `${skills} ${skills === 1 ? 'skill' : 'skills'} and ${topics} ${topics === 1 ? 'topic' : 'topics'} in ${output}.`,
  );
}

async function readList(path: string): Promise<ListFile> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const read = readListFile(basename(path), await readFile(path));
  if (read.kind === 'refused') throw new WorkError(read.why);
  return read.list;
}
