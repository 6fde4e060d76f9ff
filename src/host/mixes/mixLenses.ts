import * as vscode from 'vscode';
import { mixNameKey } from '../../core/mixes/mix.ts';
import { type MixEntry, mixesKey } from '../../core/skillset/mixEntries.ts';
import { LANGUAGE, type OpenProject, type Projects } from '../language/projects.ts';
import { lens, lineRange } from '../lenses.ts';
import type { Activities, Activity } from './activities.ts';
import { entriesOf, type MixTarget } from './mixInFile.ts';

/** The lenses above `mixes:` and above every mix. */
export function registerMixLenses(projects: Projects, activities: Activities): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => lensesOf(await projects.of(document), activities.list()),
  };
  const refresh = (): void => changed.fire();
  return vscode.Disposable.from(
    changed,
    projects.onDidLoad(refresh),
    activities.onDidChange(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.languages.registerCodeLensProvider(LANGUAGE, provider),
  );
}

function lensesOf(open: OpenProject, running: readonly Activity[]): vscode.CodeLens[] {
  const { document, project } = open;
  const uri = document.uri.toString();
  const parsed = project.documents.get(uri);
  const key = parsed && mixesKey(parsed);
  if (key === undefined) return [];
  const above = lineRange(document, key.start);
  const add = lens(above, '$(add) Add a random mix', 'skillmix.addMix', [uri]);
  const trust = lens(
    above,
    '$(shield) Restricted Mode: nothing is generated or graded',
    'workbench.trust.manage',
    [],
  );
  return [
    add,
    ...(vscode.workspace.isTrusted ? [] : [trust]),
    ...entriesOf(open).flatMap((entry) => mixLenses(document, entry, running)),
  ];
}

function mixLenses(
  document: vscode.TextDocument,
  entry: MixEntry,
  running: readonly Activity[],
): vscode.CodeLens[] {
  if (!vscode.workspace.isTrusted) return [];
  const range = lineRange(document, entry.range.start);
  const activity = running.find((candidate) => isFor(candidate, document, entry));
  if (activity !== undefined) {
    return [
      lens(range, `$(sync~spin) ${activity.step}`, 'skillmix.showResults', [document.uri]),
      lens(range, '$(debug-stop) Cancel', 'skillmix.cancel', [target(document, entry)]),
    ];
  }
  const at = [target(document, entry)];
  const hasText = entry.text !== undefined && entry.text.value.trim() !== '';
  const lenses = [
    lens(range, '$(sparkle) Generate', 'skillmix.generate', at),
    lens(range, '$(rocket) Generate and grade', 'skillmix.generateAndGrade', at),
  ];
  if (!hasText) return lenses;
  return [
    ...lenses,
    lens(range, '$(checklist) Grade', 'skillmix.grade', at),
    lens(range, '$(comment-discussion) Show rationale', 'skillmix.showRationale', at),
  ];
}

export function isFor(activity: Activity, document: vscode.TextDocument, entry: MixEntry): boolean {
  if (activity.document.toString() !== document.uri.toString()) return false;
  const names = entry.skills.map(({ value }) => value);
  const key = mixNameKey(activity.skills, activity.topic);
  return key === mixNameKey(names, entry.topic?.value ?? '');
}

function target(document: vscode.TextDocument, entry: MixEntry): MixTarget {
  return { uri: document.uri.toString(), index: entry.index };
}
