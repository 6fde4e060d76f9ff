import * as vscode from 'vscode';
import type { ComparedStudents } from '../../protocol/measure.ts';
import { readSettings } from '../settings.ts';
import { cancellable } from './cancellable.ts';
import { type ReportTools, type ReportView, reportWork } from './reportWork.ts';
import { writeWhole } from './writeWhole.ts';

/** The page holds at most so many texts, as on the command line. */
const TEXTS = 500;

/** Writes the whole report as one page that needs nothing else, where the reader wants it, and offers to open it. */
export async function exportReport(
  tools: ReportTools,
  skillset: vscode.Uri,
  view: ReportView,
): Promise<void> {
  const work = await reportWork(tools, skillset, view);
  const { students } = work;
  const compared = students.length < 2 ? undefined : await askCompared(students);
  if (compared === 'cancelled') return;
  const target = await vscode.window.showSaveDialog({
    title: 'Export Report',
    saveLabel: 'Export',
    filters: { 'Web page': ['html'] },
    defaultUri: vscode.Uri.joinPath(skillset, '..', 'report.html'),
  });
  if (target === undefined) return;
  const { novelty } = readSettings(skillset);
  const page = await cancellable('Making the report', async (signal) => {
    const { htmlReport, readReportAssets } = await tools.engine.measuring();
    const { scene, about, options } = work;
    const asked = {
      title: scene.file?.title ?? vscode.workspace.asRelativePath(skillset),
      ...{ options, texts: TEXTS },
      ...(compared === undefined ? {} : { compared }),
      ...(novelty === undefined ? {} : { novelty }),
    };
    const gathered = await tools.engine.figures.ask({ kind: 'gathered', ...about, asked }, signal);
    const provenance = work.provenance(gathered.counted);
    return htmlReport({ ...gathered, provenance }, await readReportAssets());
  });
  if (page === undefined) return;
  await writeWhole(target, new TextEncoder().encode(page));
  void offerToOpen(target);
}

/** Undefined: the report compares nobody. */
async function askCompared(students: readonly string[]): Promise<ComparedStudents | 'cancelled' | undefined> {
  const pairs = students.flatMap((base) =>
    students
      .filter((tuned) => tuned !== base)
      .map((tuned) => ({ label: `From ${base} to ${tuned}`, base, tuned })),
  );
  const none = { label: 'Without a comparison', base: undefined, tuned: undefined };
  const chosen = await vscode.window.showQuickPick([...pairs, none], {
    title: 'Export Report',
    // The page takes the focus back, which must not call the question off.
    ignoreFocusOut: true,
    placeHolder: 'Whom shall the report compare, on the mixes that both have?',
  });
  if (chosen === undefined) return 'cancelled';
  const { base, tuned } = chosen;
  return base === undefined ? undefined : { base, tuned };
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = 'Open in Browser';
  const chosen = await vscode.window.showInformationMessage(
    `The report is in ${vscode.workspace.asRelativePath(target)}.`,
    open,
  );
  if (chosen === open) await vscode.env.openExternal(target);
}
