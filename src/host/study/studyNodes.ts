import * as vscode from 'vscode';
import type { StageState } from '../../core/study/stages.ts';
import type { StageItem, StudyItem, StudyState } from '../../core/study/studyItem.ts';

/** A study in the view. */
export interface StudyNode {
  readonly kind: 'study';
  readonly skillset: vscode.Uri;
  readonly title: string;
  readonly item: StudyItem;
  /** Why it came to a stop, where no stage tells it. */
  readonly trouble?: string;
}

/** One stage of it. */
export interface StageNode {
  readonly kind: 'stage';
  readonly of: StudyNode;
  readonly stage: StageItem;
}

/** One line about a study or a stage. */
export interface StudyDetailNode {
  readonly kind: 'study-detail';
  readonly of: StudyNode | StageNode;
  readonly label: string;
  readonly description: string;
}

export type StudiesNode = StudyNode | StageNode | StudyDetailNode;

/** Commands can be called by anybody: what they pass is looked at first. */
export function isStudyNode(value: unknown): value is StudyNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'study' &&
    'skillset' in value
  );
}

export function studyTreeItem(node: StudiesNode): vscode.TreeItem {
  switch (node.kind) {
    case 'study':
      return studyItem(node);
    case 'stage':
      return stageItem(node);
    case 'study-detail':
      return detailItem(node);
  }
}

function studyItem({ skillset, title, item, trouble }: StudyNode): vscode.TreeItem {
  const shown = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Expanded);
  shown.id = skillset.toString();
  shown.iconPath = icon(trouble === undefined ? STUDY_ICONS[item.state] : STUDY_ICONS.failed);
  // The menus of package.json look for these words.
  shown.contextValue = ['study', ...item.actions].join(' ');
  return described(shown, title, item.description);
}

function stageItem({ of, stage }: StageNode): vscode.TreeItem {
  const hasDetails = stage.details.length > 0;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const isOpen = stage.state !== 'done' && stage.state !== 'blocked';
  const shown = new vscode.TreeItem(stage.label, !hasDetails ? None : isOpen ? Expanded : Collapsed);
  shown.id = `${of.skillset.toString()} ${stage.name}`;
  shown.iconPath = icon(stage.isInBatches ? STUDY_ICONS.waiting : STAGE_ICONS[stage.state]);
  shown.contextValue = ['stage', ...(stage.leadsTo === undefined ? [] : ['leads'])].join(' ');
  if (stage.leadsTo !== undefined)
    shown.command = {
      title: 'Show What Is at It',
      command: 'skillmix.showStage',
      arguments: [{ skillset: of.skillset, leadsTo: stage.leadsTo }],
    };
  return described(shown, stage.label, stage.description);
}

function detailItem({ of, label, description }: StudyDetailNode): vscode.TreeItem {
  const shown = new vscode.TreeItem(label);
  const parent =
    of.kind === 'study' ? of.skillset.toString() : `${of.of.skillset.toString()} ${of.stage.name}`;
  shown.id = `${parent} ${label} ${description}`;
  shown.description = description;
  shown.tooltip = `${label}: ${description}`;
  return shown;
}

function described(shown: vscode.TreeItem, label: string, description: string): vscode.TreeItem {
  shown.description = description;
  shown.tooltip = `${label}\n${description}`;
  shown.accessibilityInformation = { label: `${label}, ${description}` };
  return shown;
}

type Icon = readonly [name: string, colour?: string];

function icon([name, colour]: Icon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

const STUDY_ICONS: Record<StudyState, Icon> = {
  goesOn: ['loading~spin'],
  open: ['beaker'],
  waiting: ['clock', 'charts.blue'],
  failed: ['error', 'charts.red'],
  done: ['pass', 'charts.green'],
};

const STAGE_ICONS: Record<StageState, Icon> = {
  open: ['circle-large-outline', 'charts.blue'],
  blocked: ['circle-outline'],
  running: ['loading~spin'],
  waiting: ['loading~spin'],
  failed: ['error', 'charts.red'],
  done: ['pass', 'charts.green'],
};
