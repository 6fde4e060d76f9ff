import type * as vscode from 'vscode';
import type { PanelView } from '../../protocol/panel.ts';
import { copyTable } from '../report/copyTable.ts';
import { exportReport } from '../report/exportReport.ts';
import type { ReportTools } from '../report/reportWork.ts';
import { exportTexts } from './exportTexts.ts';
import type { PageAction } from './resultsPanel.ts';
import { type ActionTools, copyOverview, copySample, revealSample } from './sampleActions.ts';
import { copyLink } from './sampleLinks.ts';

/** Does what a button of the page asks for. */
export async function act(
  tools: ActionTools & { readonly reports: ReportTools; readonly extensionId: string },
  skillset: vscode.Uri,
  view: PanelView,
  action: PageAction,
): Promise<void> {
  switch (action.kind) {
    case 'reveal':
      return revealSample(tools, skillset, action.sampleId);
    case 'copy':
      return copySample(tools, skillset, { sampleId: action.sampleId, view });
    case 'link':
      return copyLink(tools.extensionId, skillset, action.sampleId);
    case 'copy-overview':
      return copyOverview(tools, skillset, view);
    case 'export-report':
      return exportReport(tools.reports, skillset, view);
    case 'copy-table':
      return copyTable(tools.reports, skillset, view);
    case 'export':
      return exportTexts(tools, skillset, view);
  }
}
