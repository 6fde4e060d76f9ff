import * as vscode from 'vscode';
import type { ResultLook } from '../../core/results/resultQuery.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { isSkillset, type Projects } from '../language/projects.ts';
import { graderNames } from '../models/models.ts';
import type { ResultsReader } from '../results.ts';
import { readSettings } from '../settings.ts';
import type { OpenStore, Stores } from '../stores.ts';

/** A skillset's results as they are to be read now. */
export interface Scene {
  /** Undefined: there are none, or the workspace is not trusted. */
  readonly open: OpenStore | undefined;
  /** The file as it is now; undefined where it is gone. */
  readonly file: Skillset | undefined;
  readonly look: ResultLook;
  /** What everything that is read depends on. */
  readonly key: string;
}

export interface SceneTools {
  readonly projects: Projects;
  readonly stores: Stores;
  readonly results: ResultsReader;
}

export async function sceneOf(tools: SceneTools, skillset: vscode.Uri): Promise<Scene> {
  const file = await skillsetIn(tools.projects, skillset);
  const settings = readSettings(skillset);
  const look: ResultLook = {
    nameRule: file?.grade?.nameRule ?? settings.nameRule,
    graders: file === undefined ? [] : graderNames(file, settings),
  };
  const open = await tools.stores.existing(skillset);
  const { version } = tools.results;
  return { open, file, look, key: JSON.stringify([skillset.toString(), version, open?.file, look]) };
}

/** A skillset as its file says now; undefined where the file is gone, or is none. */
export async function skillsetIn(projects: Projects, uri: vscode.Uri): Promise<Skillset | undefined> {
  const document = await vscode.workspace.openTextDocument(uri).then(
    (opened) => opened,
    () => undefined,
  );
  if (document === undefined || !isSkillset(document)) return undefined;
  return (await projects.of(document)).skillset();
}
