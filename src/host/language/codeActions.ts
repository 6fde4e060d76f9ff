import * as vscode from 'vscode';
import type { Fix } from '../../core/skillset/fixes/fix.ts';
import { fixesFor } from '../../core/skillset/fixes/fixesFor.ts';
import { refactoringsAt } from '../../core/skillset/fixes/refactorings.ts';
import { codeOf, rangeIn } from './diagnostics.ts';
import { placeIn } from './places.ts';
import { LANGUAGE, type OpenProject, type Projects } from './projects.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

const KINDS = {
  fix: vscode.CodeActionKind.QuickFix,
  refactoring: vscode.CodeActionKind.Refactor,
};

/** Offers to mend problems, and to rearrange the file. */
export function registerCodeActions(projects: Projects, workspace: WorkspaceSkillsets): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, { diagnostics, only, triggerKind }) {
      const fixes = isWanted(KINDS.fix, only) ? fixesOf(await projects.of(document), diagnostics) : [];
      // The editor asks at every move of the cursor; to rearrange a large file takes longer than that.
      const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
      if (!isAsked || !isWanted(KINDS.refactoring, only)) return fixes;
      const { project, offset } = await placeIn(projects, document, range.start);
      const taken = await workspace.pathsFrom(document.uri);
      return [...fixes, ...refactoringsAt(project, offset, taken).map((fix) => actionOf(fix, document))];
    },
  };
  return vscode.languages.registerCodeActionsProvider(LANGUAGE, provider, {
    providedCodeActionKinds: Object.values(KINDS),
  });
}

function isWanted(kind: vscode.CodeActionKind, only: vscode.CodeActionKind | undefined): boolean {
  return only === undefined || only.intersects(kind);
}

function fixesOf(
  { document, project, problems }: OpenProject,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const problem = problems().find(
      ({ code, range }) => code === codeOf(diagnostic) && rangeIn(document, range).isEqual(diagnostic.range),
    );
    if (problem === undefined) return [];
    return fixesFor(project, document.uri.toString(), problem).map((fix, index) => {
      const action = actionOf(fix, document);
      action.diagnostics = [diagnostic];
      action.isPreferred = index === 0;
      return action;
    });
  });
}

function actionOf(fix: Fix, document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, KINDS[fix.kind]);
  action.edit = new vscode.WorkspaceEdit();
  if (fix.newFile !== undefined) {
    const uri = vscode.Uri.joinPath(document.uri, '..', fix.newFile.path);
    action.edit.createFile(uri, { contents: new TextEncoder().encode(fix.newFile.text) });
  }
  for (const edit of fix.edits) action.edit.replace(document.uri, rangeIn(document, edit), edit.newText);
  return action;
}
