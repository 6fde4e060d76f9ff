import * as vscode from 'vscode';
import { definitionsIn } from '../../core/skillset/definitions.ts';
import type { TextRange } from '../../core/skillset/problem.ts';
import type { NameKind } from '../../core/skillset/schema/shape.ts';
import { foldsOf } from '../../core/skillset/structure/folds.ts';
import { linksOf } from '../../core/skillset/structure/links.ts';
import { matchesQuery } from '../../core/skillset/structure/matchesQuery.ts';
import { type OutlineEntry, outlineOf } from '../../core/skillset/structure/outline.ts';
import { selectionsAt } from '../../core/skillset/structure/selections.ts';
import { rangeIn } from './diagnostics.ts';
import { placeIn, rangesIn } from './places.ts';
import { LANGUAGE, type Projects } from './projects.ts';
import type { WorkspaceSkillsets } from './workspaceSkillsets.ts';

/** What the parts of a file are: outline and breadcrumbs, symbols, folding, selection and links. */
export function registerStructureFeatures(
  projects: Projects,
  workspace: WorkspaceSkillsets,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(LANGUAGE, {
      async provideDocumentSymbols(document) {
        const { project } = await projects.of(document);
        return outlineOf(project.root).map((entry) => symbolOf(entry, document));
      },
    }),
    vscode.languages.registerWorkspaceSymbolProvider({
      provideWorkspaceSymbols: (query, token) => workspaceSymbols(workspace, query, token),
    }),
    vscode.languages.registerFoldingRangeProvider(LANGUAGE, {
      async provideFoldingRanges(document) {
        const { project } = await projects.of(document);
        return foldsOf(project.root).map(({ start, end, kind }) => {
          const last = document.positionAt(end).line;
          const first = document.positionAt(start).line;
          return new vscode.FoldingRange(
            first,
            last,
            kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined,
          );
        });
      },
    }),
    vscode.languages.registerSelectionRangeProvider(LANGUAGE, {
      async provideSelectionRanges(document, positions) {
        const places = await Promise.all(positions.map((position) => placeIn(projects, document, position)));
        return places.map(({ project, offset }) =>
          selectionOf(document, selectionsAt(project.root, offset), offset),
        );
      },
    }),
    vscode.languages.registerDocumentLinkProvider(LANGUAGE, {
      async provideDocumentLinks(document) {
        const { project } = await projects.of(document);
        return linksOf(project, document.uri.toString()).map(
          ({ range, path }) => new vscode.DocumentLink(rangeIn(document, range), vscode.Uri.parse(path)),
        );
      },
    }),
  );
}

function symbolOf(entry: OutlineEntry, document: vscode.TextDocument): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    entry.name,
    entry.detail,
    SYMBOLS[entry.kind],
    rangeIn(document, entry.range),
    rangeIn(document, entry.selection),
  );
  symbol.children = entry.children.map((child) => symbolOf(child, document));
  return symbol;
}

async function workspaceSymbols(
  workspace: WorkspaceSkillsets,
  query: string,
  token: vscode.CancellationToken,
): Promise<vscode.SymbolInformation[]> {
  const all = await workspace.all(token);
  return all.flatMap((project) => {
    const rangeOf = rangesIn([project]);
    const { path } = project.root;
    return definitionsIn(project, path)
      .filter(({ name }) => matchesQuery(name, query))
      .map(({ name, kind, range }) => {
        const location = new vscode.Location(vscode.Uri.parse(path), rangeOf(path, range));
        return new vscode.SymbolInformation(name.trim(), NAME_SYMBOLS[kind], kind, location);
      });
  });
}

/** Each range within the next; the smallest is what the editor begins with. */
function selectionOf(
  document: vscode.TextDocument,
  ranges: readonly TextRange[],
  offset: number,
): vscode.SelectionRange {
  let selection: vscode.SelectionRange | undefined;
  for (const range of ranges.toReversed())
    selection = new vscode.SelectionRange(rangeIn(document, range), selection);
  return selection ?? new vscode.SelectionRange(rangeIn(document, { start: offset, end: offset }));
}

const NAME_SYMBOLS: Record<NameKind, vscode.SymbolKind> = {
  skill: vscode.SymbolKind.Function,
  topic: vscode.SymbolKind.Constant,
  category: vscode.SymbolKind.Class,
  split: vscode.SymbolKind.Module,
};

const SYMBOLS: Record<OutlineEntry['kind'], vscode.SymbolKind> = {
  section: vscode.SymbolKind.Namespace,
  skill: NAME_SYMBOLS.skill,
  topic: NAME_SYMBOLS.topic,
  split: NAME_SYMBOLS.split,
  mix: vscode.SymbolKind.Event,
  include: vscode.SymbolKind.File,
  key: vscode.SymbolKind.Property,
};
