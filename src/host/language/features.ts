import * as vscode from 'vscode';
import { hoverAt } from '../../core/skillset/hovers.ts';
import { studyKeys } from '../../core/skillset/studyKeys.ts';
import type { KnownModels } from '../models/knownModels.ts';
import { registerCodeActions } from './codeActions.ts';
import { registerCompletions } from './completions.ts';
import { rangeIn } from './diagnostics.ts';
import { registerLayoutFeatures } from './layoutFeatures.ts';
import { registerNameColours } from './nameColours.ts';
import { registerNameFeatures } from './nameFeatures.ts';
import { LANGUAGE, type Projects } from './projects.ts';
import { registerStructureFeatures } from './structureFeatures.ts';
import type { StudyKnowledge } from './studyKnowledge.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

export interface LanguageTools {
  readonly projects: Projects;
  readonly workspace: WorkspaceSkillsets;
  readonly knowledge: StudyKnowledge;
  readonly known: KnownModels;
}

/** What the editor offers in skillset files, beside their problems. */
export function registerLanguageFeatures(tools: LanguageTools): vscode.Disposable {
  const { projects, workspace, knowledge } = tools;
  return vscode.Disposable.from(
    registerCompletions(tools),
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

async function hover(
  { projects, knowledge }: { readonly projects: Projects; readonly knowledge: StudyKnowledge },
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const open = await projects.of(document);
  const offset = document.offsetAt(position);
  const isPart = studyKeys(open.project.root).some(
    ({ part, range }) => part !== 'train' && offset >= range.start && offset <= range.end,
  );
  const sources = await knowledge.sources(open, isPart);
  const found = hoverAt(open.project, document.uri.toString(), offset, sources);
  if (found === undefined) return undefined;
  return new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found.range));
}
