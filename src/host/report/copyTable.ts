import * as vscode from 'vscode';
import type { StudyTableKind } from '../../core/tables/studyTable.ts';
import { copied } from '../panel/sampleActions.ts';
import { UserError } from '../userError.ts';
import { type ReportTools, type ReportView, reportWork } from './reportWork.ts';

const KINDS: readonly (vscode.QuickPickItem & { readonly table: StudyTableKind })[] = [
  { label: 'Full marks', description: 'a row for each student', table: 'full-marks' },
  { label: 'The three metrics', description: 'a row for each student', table: 'metrics' },
  {
    label: 'Data efficiency',
    description: 'full marks of the students that you choose, from least data to most',
    table: 'efficiency',
  },
  { label: 'Graders', description: 'full marks, a row for each student and grader', table: 'graders' },
];

const FORMS = [
  { label: 'Markdown', form: 'markdownForm' },
  { label: 'LaTeX', form: 'latexForm' },
  { label: 'CSV', form: 'csvForm' },
] as const;

/** One question follows another, and the page takes the focus back between them: that must not call the next one off. */
const ASKED = { title: 'Copy Results Table', ignoreFocusOut: true };

/** At least so many make a comparison. */
const FEWEST = 2;

/** Puts a table of the study on the clipboard, in the form that the reader chooses, with where it comes from. */
export async function copyTable(tools: ReportTools, skillset: vscode.Uri, view: ReportView): Promise<void> {
  const { about, students: all, options, provenance } = await reportWork(tools, skillset, view);
  const kind = await vscode.window.showQuickPick(KINDS, { ...ASKED, placeHolder: 'Which table?' });
  if (kind === undefined) return;
  const students = kind.table === 'efficiency' ? await askOrder(all) : 'all';
  if (students === undefined) return;
  const form = await vscode.window.showQuickPick(FORMS, { ...ASKED, placeHolder: 'In which form?' });
  if (form === undefined) return;
  const measuring = await tools.engine.measuring();
  const { cells, counted } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: 'Copying the table' },
    () => tools.engine.figures.ask({ kind: 'cells', ...about, asked: { options } }),
  );
  const evaluated = cells.filter(({ purpose }) => purpose === 'evaluate');
  const table = measuring.studyTable({ cells: evaluated.length > 0 ? evaluated : cells }, kind.table, {
    statistic: 'max',
    ...(students === 'all' ? {} : { students }),
  });
  if (table.rows.length === 0) throw new UserError('Nothing of what is shown is graded yet.');
  await copied(measuring[form.form](table, provenance(counted)), `copied the table as ${form.label}`);
}

/** One after the other, so that their order is the reader's. Undefined: called off. */
async function askOrder(students: readonly string[]): Promise<readonly string[] | undefined> {
  if (students.length < FEWEST)
    throw new UserError(
      'Data efficiency compares students that learnt from less and from more: here is one only.',
    );
  const chosen: string[] = [];
  while (chosen.length < students.length) {
    const left = students.filter((name) => !chosen.includes(name)).map((label) => ({ label, isEnd: false }));
    const end = chosen.length < FEWEST ? [] : [{ label: 'That is all', isEnd: true }];
    const pick = await vscode.window.showQuickPick([...end, ...left], {
      ...ASKED,
      placeHolder:
        chosen.length === 0
          ? 'Which student learnt from the least data?'
          : `Who comes after ${chosen.at(-1)}?`,
    });
    if (pick === undefined) return undefined;
    if (pick.isEnd) break;
    chosen.push(pick.label);
  }
  return chosen;
}
