import * as vscode from 'vscode';
import type { CriterionView, SampleDetail } from '../../protocol/panel.ts';
import type { MixTarget } from './mixInFile.ts';

/** The reasons behind a mark: one line for each criterion, and the way to the panel. */
export function markHover(detail: SampleDetail, target: MixTarget): vscode.MarkdownString {
  const hover = new vscode.MarkdownString('', true);
  hover.isTrusted = { enabledCommands: ['skillmix.showRationale'] };
  const { sample, criteria, alarms } = detail;
  const points =
    sample.points === undefined ? 'not a readable grading' : `${sample.points} of ${sample.outOf} points`;
  hover.appendMarkdown(`**${points}** · text by `);
  hover.appendText(sample.student);
  hover.appendMarkdown('\n\n');
  for (const criterion of criteria) appendCriterion(hover, criterion);
  for (const alarm of alarms) {
    hover.appendMarkdown('$(warning) ');
    hover.appendText(`${alarm}\n`);
  }
  const query = encodeURIComponent(JSON.stringify([target]));
  hover.appendMarkdown(`\n\n[$(comment-discussion) Show rationale](command:skillmix.showRationale?${query})`);
  return hover;
}

/** A model wrote the reasons: they are shown as text, never as Markdown. */
function appendCriterion(hover: vscode.MarkdownString, criterion: CriterionView): void {
  const verdict = criterion.verdicts.find(({ point }) => point !== undefined);
  const icon =
    verdict?.point === undefined ? '$(question)' : verdict.point === 1 ? '$(pass)' : '$(circle-slash)';
  const round =
    criterion.rounds.find(({ point }) => point !== undefined && point === verdict?.point) ??
    criterion.rounds[0];
  const why = criterion.named ? 'the skill is named in the text' : (round?.reason ?? round?.why ?? '');
  hover.appendMarkdown(`${icon} `);
  hover.appendText(`${criterion.label}: ${oneLine(why)}`);
  hover.appendMarkdown('  \n');
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
