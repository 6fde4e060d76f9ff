import type * as vscode from 'vscode';
import type { ResultsPanel } from '../panel/resultsPanel.ts';
import { askReviewer, reviewerName } from './reviewer.ts';

/** Opens the review of a file's texts, and asks who reviews where nobody has told. */
export async function reviewTexts(panel: ResultsPanel, skillset: vscode.Uri): Promise<void> {
  if (reviewerName() === undefined && (await askReviewer()) === undefined) return;
  panel.showTab(skillset, 'review');
}
