import * as vscode from 'vscode';
import type { ListFile } from '../../core/exchange/skills/importLists.ts';
import type { Engine } from '../engine.ts';
import { UserError } from '../userError.ts';
import type { Lists } from './lists.ts';
import { openNewSkillset } from './newSkillsetFile.ts';

export interface ImportSkillsTools {
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
}

/** Asks for lists of skills and topics, and opens a new skillset file that holds them. What was left out is in the log. */
export async function importSkills({ engine, log }: ImportSkillsTools): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    title: 'Skillmix: Lists of skills (CSV) and topics (TXT)',
    openLabel: 'Import',
    canSelectMany: true,
    filters: { 'Lists of skills and topics': ['csv', 'tsv', 'txt'] },
  });
  if (files === undefined) return;
  const lists = await engine.lists();
  const read: ListFile[] = [];
  for (const file of files) read.push(await readList(file, lists));
  const imported = lists.importLists(read);
  if (imported.kind === 'refused') throw new UserError(imported.why);
  await openNewSkillset(imported.textFor);
  for (const note of imported.notes) log.info(lists.formatRowNote(note, note.file));
  if (imported.notes.length > 0) void tellNotes(imported.notes.length, log);
}

async function readList(file: vscode.Uri, { readListFile }: Lists): Promise<ListFile> {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const read = readListFile(name, await vscode.workspace.fs.readFile(file));
  if (read.kind === 'refused') throw new UserError(read.why);
  return read.list;
}

async function tellNotes(count: number, log: vscode.LogOutputChannel): Promise<void> {
  const rows = count === 1 ? '1 row was' : `${count} rows were`;
  const choice = await vscode.window.showInformationMessage(
    `${rows} left out of the new skillset, or changed. The log tells which, and why.`,
    'Show Log',
  );
  if (choice !== undefined) log.show();
}
