import * as vscode from 'vscode';
import {
  completionsAt,
  describeCompletion,
  type SkillsetCompletion,
} from '../../core/skillset/completions.ts';
import type { Project } from '../../core/skillset/project.ts';
import type { KnownModels } from '../models/knownModels.ts';
import { rangeIn } from './diagnostics.ts';
import { LANGUAGE, type Projects } from './projects.ts';
import { surroundingsOf } from './surroundingsOf.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

export interface CompletionTools {
  readonly projects: Projects;
  readonly workspace: WorkspaceSkillsets;
  readonly known: KnownModels;
}

/** Offers what can be written at the cursor. What is told about an entry is worked out when it is looked at. */
export function registerCompletions({ projects, workspace, known }: CompletionTools): vscode.Disposable {
  const provider: vscode.CompletionItemProvider<OfferedItem> = {
    async provideCompletionItems(document, position, token) {
      const [{ project }, files] = await Promise.all([
        projects.of(document),
        workspace.pathsFrom(document.uri),
      ]);
      if (token.isCancellationRequested) return [];
      const { models = [], endpoints = [], ...others } = surroundingsOf(document.uri);
      const surroundings = {
        ...others,
        endpoints,
        models: [...models, ...known.of(endpoints)],
        files,
      };
      const offset = document.offsetAt(position);
      const offered = completionsAt(project, document.uri.toString(), offset, surroundings);
      return itemsOf(offered, document, project);
    },
    resolveCompletionItem(item) {
      const documentation = describeCompletion(item.offered, item.project);
      if (documentation !== undefined) item.documentation = new vscode.MarkdownString(documentation);
      return item;
    },
  };
  return vscode.languages.registerCompletionItemProvider(LANGUAGE, provider, ' ', '-', '[', ',', '/');
}

class OfferedItem extends vscode.CompletionItem {
  readonly offered: SkillsetCompletion;
  readonly project: Project;

  constructor(offered: SkillsetCompletion, project: Project) {
    const { label, note } = offered;
    super(note === undefined ? label : { label, description: note }, KINDS[offered.kind]);
    this.offered = offered;
    this.project = project;
  }
}

function itemsOf(
  offered: readonly SkillsetCompletion[],
  document: vscode.TextDocument,
  project: Project,
): OfferedItem[] {
  const ranges = new Map<SkillsetCompletion['replace'], vscode.Range>();
  return offered.map((one, index) => {
    const { replace } = one;
    const range = ranges.get(replace) ?? rangeIn(document, replace);
    ranges.set(replace, range);
    const item = new OfferedItem(one, project);
    item.insertText = new vscode.SnippetString(one.insertText);
    item.range = range;
    item.sortText = String(index).padStart(6, '0');
    if (LEADS_ON.has(one.kind)) item.command = OFFER_MORE;
    return item;
  });
}

/** Behind these something else is to be written, which can be offered at once; nothing is shown where there is nothing. */
const LEADS_ON: ReadonlySet<SkillsetCompletion['kind']> = new Set(['key', 'endpoint']);
const OFFER_MORE: vscode.Command = {
  title: 'Suggest',
  command: 'editor.action.triggerSuggest',
  arguments: [{ auto: true }],
};

const KINDS: Record<SkillsetCompletion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  skill: vscode.CompletionItemKind.Value,
  topic: vscode.CompletionItemKind.Constant,
  category: vscode.CompletionItemKind.EnumMember,
  split: vscode.CompletionItemKind.Module,
  endpoint: vscode.CompletionItemKind.Folder,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
};
