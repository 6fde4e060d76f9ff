import * as vscode from 'vscode';
import { completionsAt, type SkillsetCompletion } from '../../core/skillset/completions.ts';
import { hoverAt } from '../../core/skillset/hovers.ts';
import { studyKeys } from '../../core/skillset/studyKeys.ts';
import { registerCodeActions } from './codeActions.ts';
import { rangeIn } from './diagnostics.ts';
import { registerLayoutFeatures } from './layoutFeatures.ts';
import { registerNameColours } from './nameColours.ts';
import { registerNameFeatures } from './nameFeatures.ts';
import { placeIn } from './places.ts';
import { LANGUAGE, type Projects } from './projects.ts';
import { registerStructureFeatures } from './structureFeatures.ts';
import type { StudyKnowledge } from './studyKnowledge.ts';
import { surroundingsOf } from './surroundingsOf.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

/** What the editor offers in skillset files, beside their problems. */
export function registerLanguageFeatures(
  projects: Projects,
  workspace: WorkspaceSkillsets,
  knowledge: StudyKnowledge,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      LANGUAGE,
      {
        provideCompletionItems: (document, position) =>
          completions({ projects, workspace }, document, position),
      },
      ' ',
      '-',
      '[',
      ',',
      '/',
    ),
    vscode.languages.registerHoverProvider(LANGUAGE, {
      provideHover: (document, position) => hover({ projects, knowledge }, document, position),
    }),
    registerNameFeatures(projects, workspace),
    registerStructureFeatures(projects, workspace),
    registerNameColours(projects),
    registerLayoutFeatures(projects),
    registerCodeActions(projects, workspace),
  );
}

async function completions(
  { projects, workspace }: { readonly projects: Projects; readonly workspace: WorkspaceSkillsets },
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { project, path, offset } = await placeIn(projects, document, position);
  const files = await workspace.pathsFrom(document.uri);
  const items = completionsAt(project, path, offset, { ...surroundingsOf(document.uri), files });
  return items.map((item, index) => completionItem(document, item, index));
}

function completionItem(
  document: vscode.TextDocument,
  item: SkillsetCompletion,
  index: number,
): vscode.CompletionItem {
  const completion = new vscode.CompletionItem(item.label, KINDS[item.kind]);
  completion.insertText = new vscode.SnippetString(item.insertText);
  completion.range = rangeIn(document, item.replace);
  completion.sortText = String(index).padStart(6, '0');
  if (item.documentation !== undefined)
    completion.documentation = new vscode.MarkdownString(item.documentation);
  return completion;
}

async function hover(
  { projects, knowledge }: { readonly projects: Projects; readonly knowledge: StudyKnowledge },
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const open = await projects.of(document);
  const offset = document.offsetAt(position);
  const isPart = studyKeys(open.project.root).some(
    ({ range }) => offset >= range.start && offset <= range.end,
  );
  const sources = await knowledge.sources(open, isPart);
  const found = hoverAt(open.project, document.uri.toString(), offset, sources);
  if (found === undefined) return undefined;
  return new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found.range));
}

const KINDS: Record<SkillsetCompletion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  skill: vscode.CompletionItemKind.Value,
  topic: vscode.CompletionItemKind.Constant,
  category: vscode.CompletionItemKind.EnumMember,
  split: vscode.CompletionItemKind.Module,
  endpoint: vscode.CompletionItemKind.Folder,
  value: vscode.CompletionItemKind.Value,
};
