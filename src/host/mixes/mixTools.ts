import type * as vscode from 'vscode';
import type { Engine } from '../engine.ts';
import type { Projects } from '../language/projects.ts';
import type { Models } from '../models/models.ts';
import type { Stores } from '../stores.ts';
import type { Activities } from './activities.ts';
import type { GhostText } from './ghostText.ts';

/** What the commands on mixes work with. */
export interface MixTools {
  readonly engine: Engine;
  readonly projects: Projects;
  readonly stores: Stores;
  readonly models: Models;
  readonly activities: Activities;
  readonly ghost: GhostText;
  /** Which models refuse a JSON schema, as far as this window has seen. */
  readonly takesSchema: Map<string, boolean>;
  /** Leads to a student and graders; false where nothing was chosen. */
  readonly chooseModels: (scope?: vscode.Uri) => Promise<boolean>;
}
