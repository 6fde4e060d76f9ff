import type * as vscode from 'vscode';
import type { Surroundings } from '../../core/skillset/surroundings.ts';
import { readSettings } from '../settings.ts';

/** What the settings know of that a skillset file may name. Nothing is asked over the network. */
export function surroundingsOf(uri: vscode.Uri): Surroundings {
  const { endpoints, student, graders, targets } = readSettings(uri);
  return {
    endpoints: [...endpoints.keys()],
    models: student === undefined ? graders : [student, ...graders],
    ...(targets && { targets }),
  };
}
