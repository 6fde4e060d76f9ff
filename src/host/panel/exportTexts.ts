import * as vscode from 'vscode';
import { type TableLines, tableLines } from '../../core/exchange/tables/tableLines.ts';
import { columnsOf, reviewsOfAll, rowsOf } from '../../core/exchange/tables/tables.ts';
import type { PanelView } from '../../protocol/panel.ts';
import { cancellable } from '../report/cancellable.ts';
import { writeWhole } from '../report/writeWhole.ts';
import type { ActionTools } from './sampleActions.ts';

/** Writes the texts that the filter selects into a file that the reader chooses, as the `samples` table of an export. */
export async function exportTexts(
  { stores, shown }: ActionTools,
  skillset: vscode.Uri,
  view: PanelView,
): Promise<void> {
  const open = await stores.existing(skillset);
  if (open === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title: 'Export Texts',
    filters: { CSV: ['csv'], 'JSON Lines': ['jsonl'] },
    defaultUri: vscode.Uri.joinPath(skillset, '..', 'texts.csv'),
  });
  if (target === undefined) return;
  const lines = tableLines(target.path.endsWith('.jsonl') ? 'jsonl' : 'csv', columnsOf('samples'), isoTime);
  const written = await cancellable('Exporting texts', async (signal) => {
    const parts = lines.head === undefined ? [] : [lines.head];
    let count = 0;
    for await (const ids of shown.selected(skillset, view)) {
      signal.throwIfAborted();
      const samples = new Map((await open.store.samples({ ids })).map((sample) => [sample.id, sample]));
      const page = ids.flatMap((id) => samples.get(id) ?? []);
      parts.push(...page.flatMap((sample) => rowsOf('samples', sample, [], NO_REVIEWS)).map(lines.row));
      count += page.length;
    }
    return { content: bytesOf(parts, lines), count };
  });
  if (written === undefined) return;
  await writeWhole(target, written.content);
  void vscode.window.showInformationMessage(
    `${written.count} texts in ${vscode.workspace.asRelativePath(target)}.`,
  );
}

const NO_REVIEWS = reviewsOfAll([]);

function bytesOf(parts: readonly string[], { end }: TableLines): Uint8Array {
  return new TextEncoder().encode(parts.map((part) => part + end).join(''));
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
