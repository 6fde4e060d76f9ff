import * as vscode from 'vscode';
import { completionsAt, type SkillsetCompletion } from '../../core/skillset/completions.ts';
import { definitionAt } from '../../core/skillset/definitions.ts';
import { hoverAt } from '../../core/skillset/hovers.ts';
import { rangeIn } from './diagnostics.ts';
import { LANGUAGE, type Projects } from './projects.ts';

/** Completion, hover and the way to a definition in skillset files. */
export function registerLanguageFeatures(projects: Projects): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      LANGUAGE,
      { provideCompletionItems: (document, position) => completions(projects, document, position) },
      ' ',
      '-',
      '[',
      ',',
    ),
    vscode.languages.registerHoverProvider(LANGUAGE, {
      provideHover: (document, position) => hover(projects, document, position),
    }),
    vscode.languages.registerDefinitionProvider(LANGUAGE, {
      provideDefinition: (document, position) => definition(projects, document, position),
    }),
  );
}

async function completions(
  projects: Projects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { project } = await projects.of(document);
  const items = completionsAt(project, document.uri.toString(), document.offsetAt(position));
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
  projects: Projects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const { project } = await projects.of(document);
  const found = hoverAt(project, document.uri.toString(), document.offsetAt(position));
  if (found === undefined) return undefined;
  return new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found.range));
}

async function definition(
  projects: Projects,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Location | undefined> {
  const { project } = await projects.of(document);
  const found = definitionAt(project, document.uri.toString(), document.offsetAt(position));
  if (found === undefined) return undefined;
  const target = await vscode.workspace.openTextDocument(vscode.Uri.parse(found.path));
  return new vscode.Location(target.uri, rangeIn(target, found.range));
}

const KINDS: Record<SkillsetCompletion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  skill: vscode.CompletionItemKind.Value,
  topic: vscode.CompletionItemKind.Constant,
  category: vscode.CompletionItemKind.EnumMember,
  split: vscode.CompletionItemKind.Module,
  value: vscode.CompletionItemKind.Value,
};
