import * as vscode from 'vscode';
import type { RunDetail, RunItem, RunItemState } from '../../core/runs/runItem.ts';

/** A run in the view. */
export interface RunNode {
  readonly kind: 'run';
  readonly item: RunItem;
  readonly skillset: vscode.Uri | undefined;
  /** The name of its file, where the view shows runs of several. */
  readonly file?: string;
}

/** One line about a run. */
export interface DetailNode {
  readonly kind: 'detail';
  readonly of: RunItem;
  readonly detail: RunDetail;
}

export function treeItem(node: RunNode | DetailNode): vscode.TreeItem {
  return node.kind === 'run' ? runTreeItem(node) : detailTreeItem(node);
}

function runTreeItem({ item, file }: RunNode): vscode.TreeItem {
  const label = file === undefined ? item.label : `${item.label}: ${file}`;
  const shown = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const [icon, colour] = ICONS[item.state];
  shown.id = item.id;
  shown.description = item.description;
  shown.tooltip = `${label}\n${item.description}`;
  shown.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  // The menus of package.json look for these words.
  shown.contextValue = ['run', ...item.actions].join(' ');
  shown.accessibilityInformation = { label: `${label}, ${item.description}` };
  return shown;
}

function detailTreeItem({ of, detail }: DetailNode): vscode.TreeItem {
  const shown = new vscode.TreeItem(detail.label);
  shown.id = `${of.id} ${detail.label}`;
  shown.description = detail.description;
  shown.tooltip = `${detail.label}: ${detail.description}`;
  return shown;
}

const ICONS: Record<RunItemState, readonly [icon: string, colour?: string]> = {
  running: ['loading~spin'],
  paused: ['debug-pause', 'charts.yellow'],
  stopping: ['loading~spin'],
  interrupted: ['debug-disconnect', 'charts.yellow'],
  waiting: ['clock', 'charts.blue'],
  done: ['pass', 'charts.green'],
  cancelled: ['circle-slash'],
  stopped: ['warning', 'charts.yellow'],
  failed: ['error', 'charts.red'],
};
