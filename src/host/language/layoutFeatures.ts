import * as vscode from 'vscode';
import { alignDash, LONE_DASH } from '../../core/skillset/formatting/alignDash.ts';
import { formatEdits } from '../../core/skillset/formatting/formatEdits.ts';
import { inlayHints } from '../../core/skillset/structure/inlayHints.ts';
import { rangeIn } from './diagnostics.ts';
import { LANGUAGE, type Projects } from './projects.ts';

/** How a file looks: its layout, and what is shown between its words. */
export function registerLayoutFeatures(projects: Projects): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(LANGUAGE, {
      async provideDocumentFormattingEdits(document) {
        const { project } = await projects.of(document);
        return formatEdits(project.root).map((edit) =>
          vscode.TextEdit.replace(rangeIn(document, edit), edit.newText),
        );
      },
    }),
    vscode.languages.registerOnTypeFormattingEditProvider(
      LANGUAGE,
      {
        provideOnTypeFormattingEdits(document, position) {
          // The text of a large file is not put together for every blank that is typed.
          const line = document.lineAt(position.line).text.slice(0, position.character);
          if (!LONE_DASH.test(line)) return undefined;
          const edit = alignDash(document.getText(), document.offsetAt(position));
          return edit && [vscode.TextEdit.replace(rangeIn(document, edit), edit.newText)];
        },
      },
      '-',
      ' ',
    ),
    vscode.languages.registerInlayHintsProvider(LANGUAGE, {
      onDidChangeInlayHints: (listener) => projects.onDidLoad(() => listener()),
      async provideInlayHints(document, range) {
        const { project } = await projects.of(document);
        const wanted = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return inlayHints(project, document.uri.toString(), wanted).map(({ offset, text }) => {
          const hint = new vscode.InlayHint(document.positionAt(offset), text);
          hint.paddingLeft = true;
          return hint;
        });
      },
    }),
  );
}
