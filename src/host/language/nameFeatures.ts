import * as vscode from 'vscode';
import { definitionAt } from '../../core/skillset/definitions.ts';
import { highlightsAt, referencesAt } from '../../core/skillset/uses/references.ts';
import { renamableAt, renameAt } from '../../core/skillset/uses/rename.ts';
import { rangeIn } from './diagnostics.ts';
import { placeIn, rangesIn } from './places.ts';
import { LANGUAGE, type Projects } from './projects.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

/** What follows a name: to its definition, to its uses, and to another name. */
export function registerNameFeatures(projects: Projects, workspace: WorkspaceSkillsets): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(LANGUAGE, {
      provideDefinition: (document, position) => definition(projects, document, position),
    }),
    vscode.languages.registerReferenceProvider(LANGUAGE, {
      async provideReferences(document, position, { includeDeclaration }, token) {
        const place = await placeIn(projects, document, position);
        const others = await workspace.all(token);
        const rangeOf = rangesIn([place.project, ...others]);
        return referencesAt(place.project, place.path, place.offset, others)
          .filter(({ role }) => includeDeclaration || role === 'reference')
          .map(({ path, range }) => new vscode.Location(vscode.Uri.parse(path), rangeOf(path, range)));
      },
    }),
    vscode.languages.registerDocumentHighlightProvider(LANGUAGE, {
      async provideDocumentHighlights(document, position) {
        const { project, path, offset } = await placeIn(projects, document, position);
        return highlightsAt(project, path, offset).map(
          ({ range, role }) => new vscode.DocumentHighlight(rangeIn(document, range), HIGHLIGHTS[role]),
        );
      },
    }),
    vscode.languages.registerRenameProvider(LANGUAGE, {
      async prepareRename(document, position) {
        const { project, path, offset } = await placeIn(projects, document, position);
        const found = renamableAt(project, path, offset);
        if (found.kind === 'refused') throw new Error(found.reason);
        return { range: rangeIn(document, found.range), placeholder: found.name };
      },
      async provideRenameEdits(document, position, newName, token) {
        const place = await placeIn(projects, document, position);
        const others = await workspace.all(token);
        const outcome = renameAt(place, newName, others);
        if (outcome.kind === 'refused') throw new Error(outcome.reason);
        const rangeOf = rangesIn([place.project, ...others]);
        const result = new vscode.WorkspaceEdit();
        for (const [path, edits] of outcome.edits) {
          for (const edit of edits) result.replace(vscode.Uri.parse(path), rangeOf(path, edit), edit.newText);
        }
        return result;
      },
    }),
  );
}

async function definition(
  projects: Projects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Location | undefined> {
  const { project, path, offset } = await placeIn(projects, document, position);
  const found = definitionAt(project, path, offset);
  return (
    found && new vscode.Location(vscode.Uri.parse(found.path), rangesIn([project])(found.path, found.range))
  );
}

const HIGHLIGHTS = {
  definition: vscode.DocumentHighlightKind.Write,
  reference: vscode.DocumentHighlightKind.Read,
};
