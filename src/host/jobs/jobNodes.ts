import * as vscode from 'vscode';
import type { JobState } from '../../core/jobs/job.ts';
import type { JobItem } from '../../core/jobs/jobItem.ts';

/** A job in the view. */
export interface JobNode {
  readonly kind: 'job';
  readonly item: JobItem;
}

/** One line about a job. */
export interface JobDetailNode {
  readonly kind: 'job-detail';
  readonly of: JobItem;
  readonly detail: JobItem['details'][number];
}

/** Commands can be called by anybody: what they pass is looked at first. */
export function isJobNode(value: unknown): value is JobNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'job' && 'item' in value
  );
}

export function jobTreeItem(node: JobNode | JobDetailNode): vscode.TreeItem {
  if (node.kind === 'job-detail') return detailItem(node);
  const { item } = node;
  const shown = new vscode.TreeItem(item.label, vscode.TreeItemCollapsibleState.Collapsed);
  const [icon, colour] = ICONS[item.state];
  shown.id = item.id;
  shown.description = item.description;
  shown.tooltip = `${item.label}\n${item.description}`;
  shown.iconPath = new vscode.ThemeIcon(
    icon,
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  // The menus of package.json look for these words.
  shown.contextValue = ['job', ...item.actions].join(' ');
  shown.accessibilityInformation = { label: `${item.label}, ${item.description}` };
  return shown;
}

function detailItem({ of, detail }: JobDetailNode): vscode.TreeItem {
  const shown = new vscode.TreeItem(detail.label);
  shown.id = `${of.id} ${detail.label}`;
  shown.description = detail.description;
  shown.tooltip = `${detail.label}: ${detail.description}`;
  return shown;
}

/** What is lost, elsewhere or unknown looks neither like work nor like an end. */
const ICONS: Record<JobState, readonly [icon: string, colour?: string]> = {
  prepared: ['circle-outline'],
  starting: ['loading~spin'],
  queued: ['clock', 'charts.blue'],
  running: ['loading~spin'],
  done: ['pass', 'charts.green'],
  failed: ['error', 'charts.red'],
  cancelled: ['circle-slash'],
  lost: ['debug-disconnect', 'charts.red'],
  elsewhere: ['server-environment', 'charts.yellow'],
  unknown: ['question', 'charts.yellow'],
};
