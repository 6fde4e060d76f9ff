import * as vscode from 'vscode';
import type { Fix } from '../../core/skillset/fixes/fix.ts';
import { fixesFor } from '../../core/skillset/fixes/fixesFor.ts';
import { refactoringsAt } from '../../core/skillset/fixes/refactorings.ts';
import { safeFixes } from '../../core/skillset/fixes/safeFixes.ts';
import { sortSkillsFix } from '../../core/skillset/fixes/sortSkills.ts';
import { codeOf, rangeIn } from './diagnostics.ts';
import { rangesIn } from './places.ts';
import { LANGUAGE, type OpenProject, type Projects } from './projects.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

const KINDS: Record<Fix['kind'], vscode.CodeActionKind> = {
  fix: vscode.CodeActionKind.QuickFix,
  move: vscode.CodeActionKind.RefactorMove,
  rewrite: vscode.CodeActionKind.RefactorRewrite,
};

/** What can be done to a whole file, and as it is saved. */
const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('skillset');
const SORT = vscode.CodeActionKind.Source.append('sortSkills.skillset');

/** Offers to mend problems, and to rearrange the file. */
export function registerCodeActions(projects: Projects, workspace: WorkspaceSkillsets): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, { diagnostics, only, triggerKind }) {
      const open = await projects.of(document);
      const isWanted = (kind: vscode.CodeActionKind) => only === undefined || only.intersects(kind);
      const fixes = isWanted(KINDS.fix) ? fixesOf(open, diagnostics) : [];
      // The editor asks at every move of the cursor; to rearrange a large file takes longer than that.
      if (triggerKind !== vscode.CodeActionTriggerKind.Invoke)
        return [...fixes, ...sourceActions(open, only)];
      const taken = await workspace.pathsFrom(document.uri);
      const refactorings = refactoringsAt(open.project, document.offsetAt(range.start), taken)
        .filter(({ kind }) => isWanted(KINDS[kind]))
        .map((fix) => actionOf(fix, open));
      return [...fixes, ...refactorings, ...sourceActions(open, only)];
    },
  };
  return vscode.languages.registerCodeActionsProvider(LANGUAGE, provider, {
    providedCodeActionKinds: [...Object.values(KINDS), FIX_ALL, SORT],
  });
}

/** Only where they are asked for by their kind. */
function sourceActions(open: OpenProject, only: vscode.CodeActionKind | undefined): vscode.CodeAction[] {
  const { document, project, problems } = open;
  if (only === undefined || !vscode.CodeActionKind.Source.intersects(only)) return [];
  const actions: vscode.CodeAction[] = [];
  const edits = only.intersects(FIX_ALL) ? safeFixes(project, document.uri.toString(), problems()) : [];
  if (edits.length > 0)
    actions.push(
      actionOf({ title: 'Mend what has one right answer', kind: 'fix', isSafe: true, edits }, open, FIX_ALL),
    );
  const sort = only.intersects(SORT) ? sortSkillsFix(project.root) : undefined;
  if (sort !== undefined) actions.push(actionOf(sort, open, SORT));
  return actions;
}

function fixesOf(open: OpenProject, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { document, project, problems } = open;
  return diagnostics.flatMap((diagnostic) => {
    const problem = problems().find(
      ({ code, range }) => code === codeOf(diagnostic) && rangeIn(document, range).isEqual(diagnostic.range),
    );
    if (problem === undefined) return [];
    return fixesFor(project, document.uri.toString(), problem).map((fix, index) => {
      const action = actionOf(fix, open);
      action.diagnostics = [diagnostic];
      action.isPreferred = index === 0;
      return action;
    });
  });
}

function actionOf(
  { title, kind, edits, newFile, elsewhere }: Fix,
  { document, project }: OpenProject,
  shownAs = KINDS[kind],
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, shownAs);
  const change = new vscode.WorkspaceEdit();
  action.edit = change;
  if (newFile !== undefined) {
    const uri = vscode.Uri.joinPath(document.uri, '..', newFile.path);
    change.createFile(uri, { contents: new TextEncoder().encode(newFile.text) });
  }
  for (const edit of edits) change.replace(document.uri, rangeIn(document, edit), edit.newText);
  if (elsewhere !== undefined) {
    const rangeOf = rangesIn([project]);
    const uri = vscode.Uri.parse(elsewhere.path);
    for (const edit of elsewhere.edits) change.replace(uri, rangeOf(elsewhere.path, edit), edit.newText);
  }
  return action;
}
