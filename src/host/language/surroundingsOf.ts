import * as vscode from 'vscode';
import type { Surroundings } from '../../core/skillset/surroundings.ts';
import { readSettings } from '../settings.ts';

/**
 * What the settings know of that a skillset file may name. Nothing is asked over the network. In Restricted Mode the
 * settings of the workspace are hidden, and what they name would seem to be unknown: then nothing is known.
 */
export function surroundingsOf(uri: vscode.Uri): Surroundings {
  if (!vscode.workspace.isTrusted) return {};
  const { endpoints, student, graders, targets } = readSettings(uri);
  return {
    endpoints: [...endpoints.keys()],
    models: student === undefined ? graders : [student, ...graders],
    ...(targets && { targets }),
  };
}
