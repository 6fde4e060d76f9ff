import * as vscode from 'vscode';
import { nameTokens } from '../../core/skillset/structure/nameTokens.ts';
import { rangeIn } from './diagnostics.ts';
import { LANGUAGE, type Projects } from './projects.ts';

/** `package.json` describes these types and gives each a colour of every theme. */
const LEGEND = new vscode.SemanticTokensLegend(
  ['skill', 'topic', 'category', 'split'],
  ['definition', 'reference'],
);

/** Colours names by what they stand for. */
export function registerNameColours(projects: Projects): vscode.Disposable {
  const provider: vscode.DocumentSemanticTokensProvider = {
    async provideDocumentSemanticTokens(document) {
      const { project } = await projects.of(document);
      const builder = new vscode.SemanticTokensBuilder(LEGEND);
      for (const token of nameTokens(project, document.uri.toString()))
        builder.push(rangeIn(document, token), token.kind, [token.role]);
      return builder.build();
    },
  };
  return vscode.languages.registerDocumentSemanticTokensProvider(LANGUAGE, provider, LEGEND);
}
