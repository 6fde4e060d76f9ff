import * as vscode from 'vscode';
import { isSkillset, LANGUAGE, type Projects } from './language/projects.ts';
import { graderNames } from './models/models.ts';
import { readSettings } from './settings.ts';

/** Who writes and who grades, in the status bar of a skillset file. */
export function registerLanguageStatus(projects: Projects): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('skillmix.models', { language: LANGUAGE });
  item.name = 'Skillmix models';
  item.command = { title: 'Choose', command: 'skillmix.chooseModels' };
  const refresh = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isSkillset(document)) return;
    const skillset = (await projects.of(document)).skillset();
    const settings = readSettings(document.uri);
    const student = settings.student ?? skillset.student;
    const graders = graderNames(skillset, settings);
    item.text = `Student: ${student ?? 'none yet'}`;
    item.detail = `Graders: ${graders.length === 0 ? 'none yet' : graders.join(', ')}`;
  };
  const refreshNow = (): void => void refresh();
  refreshNow();
  return vscode.Disposable.from(
    item,
    projects.onDidLoad(refreshNow),
    vscode.window.onDidChangeActiveTextEditor(refreshNow),
    vscode.workspace.onDidChangeConfiguration(refreshNow),
  );
}
