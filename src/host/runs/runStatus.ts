import * as vscode from 'vscode';
import { percentDone, progressLine } from '../../core/runs/describeProgress.ts';
import { RUN_WORDS } from '../../core/runs/runItem.ts';
import type { EditorRuns } from './editorRuns.ts';

/** How far the runs of this window are, in the status bar; it leads to the view of them. */
export function registerRunStatus(runs: EditorRuns): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('skillmix.runs', vscode.StatusBarAlignment.Left);
  item.name = 'Skillmix runs';
  item.command = { title: 'Show the runs', command: 'skillmix.runs.focus' };
  const refresh = (): void => {
    const active = runs.list().map(({ handle }) => ({ run: handle.run, progress: handle.progress() }));
    if (active.length === 0) {
      item.hide();
      return;
    }
    const isPaused = active.every(({ progress }) => ['paused', 'pausing'].includes(progress.state));
    const percents = active.map(({ progress }) => `${percentDone(progress)} %`);
    item.text = `$(${isPaused ? 'debug-pause' : 'loading~spin'}) Skillmix ${percents.join(', ')}`;
    item.tooltip = active
      .map(({ run, progress }) => `${RUN_WORDS[run.kind]}: ${progressLine(progress)}`)
      .join('\n');
    item.show();
  };
  return vscode.Disposable.from(item, runs.onDidChange(refresh), runs.onDidProgress(refresh));
}
