import * as vscode from 'vscode';
import { overviewMarkdown } from '../../core/results/overviewMarkdown.ts';
import { sampleMarkdown } from '../../core/results/sampleMarkdown.ts';
import type { SampleId } from '../../core/runs/records.ts';
import type { PanelView } from '../../protocol/panel.ts';
import type { Projects } from '../language/projects.ts';
import { entriesOf } from '../mixes/mixInFile.ts';
import type { Stores } from '../stores.ts';
import type { PanelResults } from './panelResults.ts';

export interface ActionTools {
  readonly projects: Projects;
  readonly stores: Stores;
  readonly shown: PanelResults;
}

/** Goes back to the mix of a sample in the file. */
export async function revealSample(
  { projects, stores, shown }: ActionTools,
  skillset: vscode.Uri,
  sampleId: string,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(skillset);
  const open = await projects.of(document);
  const opened = await stores.existing(skillset);
  const sample = await opened?.store.findSample(sampleId as SampleId);
  const index = sample && shown.mixOf(open.skillset(), sample);
  const entry = entriesOf(open).find((candidate) => candidate.index === index);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(document),
    preserveFocus: false,
  });
  if (entry === undefined) {
    void vscode.window.showInformationMessage(
      'This text stands in no mix of the file: it was drawn by a run or replaced since.',
    );
    return;
  }
  const start = document.positionAt(entry.range.start);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(
    new vscode.Range(start, document.positionAt(entry.range.end)),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
}

/** Puts a sample with its verdicts and reasons on the clipboard, as Markdown. */
export async function copySample(
  { shown }: ActionTools,
  skillset: vscode.Uri,
  { sampleId, view }: { readonly sampleId: string; readonly view: PanelView },
): Promise<void> {
  const detail = await shown.detail(skillset, sampleId, view);
  if (detail !== undefined) await copied(sampleMarkdown(detail), 'copied as Markdown');
}

/** Puts the table of the overview on the clipboard, as Markdown. */
export async function copyOverview(
  { shown }: ActionTools,
  skillset: vscode.Uri,
  view: PanelView,
): Promise<void> {
  const overview = await shown.overview(skillset, view);
  if (overview !== undefined) await copied(overviewMarkdown(overview), 'copied the table as Markdown');
}

export async function copied(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Skillmix: ${what}.`, 4000);
}

/** Where the document is shown already, so that it does not open a second time. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
