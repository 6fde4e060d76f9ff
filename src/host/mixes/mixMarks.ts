import * as vscode from 'vscode';
import { sampleDetail } from '../../core/results/sampleDetail.ts';
import { sampleOfText } from '../../core/results/sampleOfText.ts';
import type { MixEntry } from '../../core/skillset/mixEntries.ts';
import type { SampleDetail } from '../../protocol/panel.ts';
import type { Engine } from '../engine.ts';
import { isSkillset, type OpenProject, type Projects } from '../language/projects.ts';
import { graderNames } from '../models/models.ts';
import type { ResultsReader } from '../results.ts';
import { readSettings } from '../settings.ts';
import { markHover } from './markHover.ts';
import { entriesOf } from './mixInFile.ts';

export interface MarkTools {
  readonly engine: Engine;
  readonly projects: Projects;
  readonly results: ResultsReader;
}

/** After each graded mix its points and what it missed, with the reasons in the hover. */
export function registerMixMarks(tools: MarkTools): vscode.Disposable {
  const type = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const refresh = async (editor: vscode.TextEditor): Promise<void> => {
    if (!isSkillset(editor.document)) return;
    const marks = await marksOf(tools, editor.document);
    if (marks !== undefined) editor.setDecorations(type, marks);
  };
  const refreshAll = (): void => {
    for (const editor of vscode.window.visibleTextEditors) void refresh(editor);
  };
  refreshAll();
  return vscode.Disposable.from(
    type,
    tools.projects.onDidLoad(refreshAll),
    tools.results.onDidChange(refreshAll),
    vscode.window.onDidChangeVisibleTextEditors(refreshAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('skillmix')) refreshAll();
    }),
  );
}

/** Undefined where the document has moved on since it was read, or its store cannot be read (the panel tells). */
async function marksOf(
  tools: MarkTools,
  document: vscode.TextDocument,
): Promise<vscode.DecorationOptions[] | undefined> {
  const open = await tools.projects.of(document);
  const skillset = open.skillset();
  const written = skillset.mixes.filter(({ text }) => text !== undefined);
  const results = await tools.results.ofMixes(document.uri, written).catch(() => undefined);
  if (results === undefined || open.version !== document.version) return undefined;
  const settings = readSettings(document.uri);
  const options = {
    nameRule: skillset.grade?.nameRule ?? settings.nameRule,
    graders: graderNames(skillset, settings),
    isInFile: () => true,
  };
  return skillset.mixes.flatMap((mix) => {
    if (mix.text === undefined) return [];
    const sample = sampleOfText(tools.engine.digest, mix, mix.text, results.samples);
    const gradings = sample && results.bySample.get(sample.id);
    if (sample === undefined || gradings === undefined) return [];
    return markOf(open, mix.index, sampleDetail(sample, gradings, options));
  });
}

function markOf(open: OpenProject, index: number, detail: SampleDetail): vscode.DecorationOptions[] {
  const { document } = open;
  const entry = entriesOf(open).find((candidate) => candidate.index === index);
  if (entry === undefined) return [];
  const line = markedLine(document, entry);
  const { points, outOf, missed, state } = detail.sample;
  const isFull = points === outOf;
  const words =
    points === undefined
      ? WORDS[state]
      : `${points}/${outOf}${isFull ? ' ✓' : ` missed: ${missed.join(', ')}`}`;
  const colour =
    points === undefined ? 'editorWarning.foreground' : isFull ? 'charts.green' : 'descriptionForeground';
  return [
    {
      range: line.range,
      hoverMessage: markHover(detail, { uri: document.uri.toString(), index }),
      renderOptions: {
        after: { contentText: words, margin: '0 0 0 3ch', color: new vscode.ThemeColor(colour) },
      },
    },
  ];
}

/** The shortest line that the mix has beside its words, so that the mark stands in sight even in a narrow window. */
function markedLine(document: vscode.TextDocument, entry: MixEntry): vscode.TextLine {
  const starts = [entry, entry.topic, entry.text].flatMap((part) => part?.range.start ?? []);
  const lines = starts.map((start) => document.lineAt(document.positionAt(start).line));
  return lines.reduce((shortest, line) => (line.text.length < shortest.text.length ? line : shortest));
}

const WORDS: Record<SampleDetail['sample']['state'], string> = {
  graded: 'graded',
  ungraded: 'not graded',
  unreadable: 'no readable text',
  failed: 'no reply',
  'grading-unreadable': 'grading unreadable (not a zero)',
  'grading-failed': 'grading failed (not a zero)',
};
