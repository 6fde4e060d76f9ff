import * as vscode from 'vscode';
import { plural } from '../../core/format/formatCount.ts';
import { textsAsked } from '../../core/plan/textsAsked.ts';
import { percentDone } from '../../core/runs/describeProgress.ts';
import type { TextRange } from '../../core/skillset/problem.ts';
import { type StudyPart, studyKey, studyKeys } from '../../core/skillset/studyKeys.ts';
import { LANGUAGE, type OpenProject, type Projects } from '../language/projects.ts';
import { lens, lineRange } from '../lenses.ts';
import type { ActiveRun, EditorRuns } from './editorRuns.ts';

/** The lenses above `study:` and its `data:`, `train:` and `evaluate:`. */
export function registerStudyLenses(projects: Projects, runs: EditorRuns): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => studyLenses(await projects.of(document), runs.list()),
  };
  const refresh = (): void => changed.fire();
  let shown = '';
  return vscode.Disposable.from(
    changed,
    projects.onDidLoad(refresh),
    runs.onDidChange(refresh),
    runs.onDidProgress(() => {
      // Lenses that are drawn anew jump: only for something to see.
      const now = runs.list().map(stateOf).join();
      if (now !== shown) refresh();
      shown = now;
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.languages.registerCodeLensProvider(LANGUAGE, provider),
  );
}

function studyLenses(open: OpenProject, active: readonly ActiveRun[]): vscode.CodeLens[] {
  const { document, project } = open;
  const parsed = project.documents.get(document.uri.toString());
  if (parsed === undefined || !vscode.workspace.isTrusted) return [];
  const parts = studyKeys(parsed).flatMap(({ part, range }) => {
    const line = lineRange(document, range.start);
    if (part === 'train') return trainLenses(line, document.uri);
    const running = active.find(
      ({ skillset, handle }) => skillset.toString() === document.uri.toString() && handle.run.kind === part,
    );
    return running === undefined ? idleLenses(line, open, part) : runningLenses(line, running);
  });
  return [...wholeLenses(open, studyKey(parsed)), ...parts];
}

function wholeLenses({ document }: OpenProject, key: TextRange | undefined): vscode.CodeLens[] {
  if (key === undefined) return [];
  const line = lineRange(document, key.start);
  return [
    lens(line, '$(run-all) Run the study', 'skillmix.runStudy', [document.uri]),
    lens(line, '$(list-tree) Studies', 'skillmix.studies.focus', []),
  ];
}

function idleLenses(line: vscode.Range, open: OpenProject, part: StudyPart): vscode.CodeLens[] {
  const uri = open.document.uri.toString();
  const texts = textsAsked(open.skillset().study ?? {}, part);
  const count = texts === undefined ? '' : ` (${plural(texts, 'text')})`;
  const run =
    part === 'data'
      ? lens(line, `$(rocket) Generate the data${count}`, 'skillmix.generateData', [uri])
      : lens(line, `$(rocket) Run the evaluation${count}`, 'skillmix.evaluate', [uri]);
  const review = lens(line, '$(checklist) Review texts', 'skillmix.reviewTexts', [open.document.uri]);
  const onTarget = lens(line, '$(server-environment) Evaluate on a target', 'skillmix.evaluateOnTarget', [
    open.document.uri,
  ]);
  return [
    lens(line, '$(list-unordered) Plan', 'skillmix.showPlan', [{ uri, part }]),
    run,
    ...(part === 'evaluate' && open.skillset().study?.train !== undefined ? [onTarget] : []),
    ...(part === 'evaluate' ? [review] : []),
  ];
}

function trainLenses(line: vscode.Range, skillset: vscode.Uri): vscode.CodeLens[] {
  return [
    lens(line, '$(mortar-board) Train the model', 'skillmix.train', [skillset]),
    lens(line, '$(server-environment) Jobs', 'skillmix.jobs.focus', []),
  ];
}

function runningLenses(line: vscode.Range, active: ActiveRun): vscode.CodeLens[] {
  const { id } = active.handle.run;
  const { state } = active.handle.progress();
  const isPaused = state === 'paused' || state === 'pausing';
  const icon = isPaused ? 'debug-pause' : 'loading~spin';
  return [
    lens(line, `$(${icon}) ${stateOf(active)}`, 'skillmix.runs.focus', []),
    isPaused
      ? lens(line, '$(debug-continue) Resume', 'skillmix.resumeRun', [id])
      : lens(line, '$(debug-pause) Pause', 'skillmix.pauseRun', [id]),
    lens(line, '$(debug-stop) Cancel', 'skillmix.cancelRun', [id]),
  ];
}

function stateOf({ handle }: ActiveRun): string {
  const progress = handle.progress();
  const state = progress.state === 'running' ? '' : `${progress.state}, `;
  return `${state}${percentDone(progress)} %`;
}
