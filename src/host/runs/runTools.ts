import type * as vscode from 'vscode';
import type { WorkspaceSkillsets } from '../language/workspaceSkillsets.ts';
import type { MixTools } from '../mixes/mixTools.ts';
import type { ResultsPanel } from '../panel/resultsPanel.ts';
import type { EditorRuns } from './editorRuns.ts';
import type { PlanDocuments } from './planDocuments.ts';

/** What the commands on runs work with. */
export interface RunTools
  extends Pick<MixTools, 'engine' | 'projects' | 'stores' | 'models' | 'takesSchema' | 'chooseModels'> {
  readonly workspace: WorkspaceSkillsets;
  readonly runs: EditorRuns;
  readonly plans: PlanDocuments;
  readonly panel: Pick<ResultsPanel, 'show'>;
  readonly log: vscode.LogOutputChannel;
}
