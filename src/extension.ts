import * as vscode from 'vscode';
import { fileKey, storeBeside } from './adapters/files/storeLocation.ts';
import { sha256 } from './adapters/system/sha256.ts';
import { systemClock } from './adapters/system/systemClock.ts';
import type { MeasuringPort } from './core/measuring/tasks.ts';
import { anyOf } from './host/anyOf.ts';
import { registerCommands } from './host/commands.ts';
import type { Engine } from './host/engine.ts';
import { RegisteredJobs } from './host/jobs/registerJobs.ts';
import { registerBudgetProblems } from './host/language/budgetProblems.ts';
import { registerDiagnostics } from './host/language/diagnostics.ts';
import { registerLanguageFeatures } from './host/language/features.ts';
import { registerProblemPages } from './host/language/problemPages.ts';
import { Projects } from './host/language/projects.ts';
import { StudyKnowledge } from './host/language/studyKnowledge.ts';
import { WorkspaceSkillsets } from './host/language/workspaceSkillsets.ts';
import { registerLanguageStatus } from './host/languageStatus.ts';
import { createMeasurePart } from './host/measure/measurePart.ts';
import { Measures } from './host/measure/measures.ts';
import { Activities } from './host/mixes/activities.ts';
import { GhostText } from './host/mixes/ghostText.ts';
import { registerMixLenses } from './host/mixes/mixLenses.ts';
import { registerMixMarks } from './host/mixes/mixMarks.ts';
import { chooseModels } from './host/models/chooseModels.ts';
import { Keys } from './host/models/keys.ts';
import { KnownModels } from './host/models/knownModels.ts';
import { Models } from './host/models/models.ts';
import { act } from './host/panel/act.ts';
import { PanelResults } from './host/panel/panelResults.ts';
import { ResultsPanel } from './host/panel/resultsPanel.ts';
import { registerSampleLinks } from './host/panel/sampleLinks.ts';
import { ResultsReader } from './host/results.ts';
import { createReviewPart } from './host/review/reviewPart.ts';
import { EditorRuns } from './host/runs/editorRuns.ts';
import { PlanDocuments } from './host/runs/planDocuments.ts';
import { registerRunCommands } from './host/runs/runCommands.ts';
import { registerRunStatus } from './host/runs/runStatus.ts';
import { registerRunsView } from './host/runs/runsView.ts';
import { registerStudyLenses } from './host/runs/studyLenses.ts';
import { Stores } from './host/stores.ts';

const engine: Engine = {
  clock: systemClock,
  digest: sha256,
  random: Math.random,
  storePlace: (skillset) => {
    const location = storeBeside(skillset);
    return { path: location.path, file: fileKey(location, skillset) };
  },
  openStore: async (path) => (await adapters()).openStore(path),
  modelPort: async (name, endpoint, key) => (await adapters()).modelPort(name, endpoint, key),
  listPrices: async () => (await adapters()).loadListPrices(),
  measuring: () => import('./measuring.ts'),
  figures: { ask: async (question, signal) => (await thread()).ask(question, signal) },
  lists: () => import('./lists.ts'),
  findLocalServers: async (signal) => (await adapters()).findLocalServers(signal),
};

/** SQLite and the SDKs are a bundle of their own (see scripts/build.mjs), so that opening a file stays quick. */
async function adapters() {
  return (await import('./engine.ts')).adapters;
}

let started: Promise<MeasuringPort> | undefined;

/** Where figures are worked out: one for all that ask. */
function thread(): Promise<MeasuringPort> {
  started ??= import('./measuring.ts').then(({ startThread }) => startThread());
  return started;
}

/** Puts the parts together. Nothing slow happens here: the store opens, and the SDKs load, when first used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Skillmix', { log: true });
  const projects = new Projects();
  const stores = new Stores(engine);
  const workspace = new WorkspaceSkillsets();
  const runs = new EditorRuns(engine.clock);
  const plans = new PlanDocuments();
  const activities = new Activities();
  const ghost = new GhostText();
  const keys = new Keys(context.secrets);
  const models = new Models(engine, keys);
  const known = new KnownModels(context.globalState);
  const results = new ResultsReader(engine, stores);
  const shown = new PanelResults({ engine, projects, stores, activities, results });
  const review = createReviewPart({ engine, projects, stores, log });
  const reports = { engine, projects, stores, results, version: versionOf(context) };
  const measures = new Measures({ engine, results });
  const knowledge = new StudyKnowledge({ engine, stores, models, onDidChange: results.onDidChange });
  const onDidChange = anyOf(
    results.onDidChange,
    activities.onDidChange,
    activities.onDidProgress,
    projects.onDidLoad,
  );
  const panel = new ResultsPanel(
    context,
    {
      snapshot: (skillset, view) => shown.snapshot(skillset, view),
      rows: (skillset, view, asked) => shown.rows(skillset, view, asked),
      overview: (skillset, view) => shown.overview(skillset, view),
      act: (skillset, view, action) =>
        act({ projects, stores, shown, reports, extensionId: context.extension.id }, skillset, view, action),
      onDidChange,
    },
    [review, createMeasurePart({ projects, stores, results, measures, log })],
    log,
  );
  const tools = {
    engine,
    projects,
    stores,
    workspace,
    runs,
    plans,
    models,
    keys,
    activities,
    ghost,
    results,
    panel,
    review,
    reports,
    secrets: context.secrets,
    globalState: context.globalState,
    version: versionOf(context),
    extensionUri: context.extensionUri,
    log,
    takesSchema: new Map<string, boolean>(),
    chooseModels: (scope?: vscode.Uri) => chooseModels({ engine, models, keys, known }, scope),
  };
  const jobs = new RegisteredJobs(tools, async () => (await import('./jobs.ts')).jobsPart(tools));
  context.subscriptions.push(
    log,
    projects,
    stores,
    workspace,
    runs,
    plans,
    activities,
    ghost,
    results,
    panel,
    knowledge,
    registerDiagnostics(projects),
    registerBudgetProblems(projects, knowledge),
    registerProblemPages(context.extensionUri, log),
    registerLanguageFeatures({ projects, workspace, knowledge, known }),
    registerLanguageStatus(projects),
    registerMixLenses(projects, activities),
    registerMixMarks(tools),
    registerStudyLenses(projects, runs),
    registerRunStatus(runs),
    registerRunsView(tools),
    jobs,
    registerCommands(tools),
    registerRunCommands(tools),
    registerSampleLinks((skillset, sample) => panel.show(skillset, sample), log),
  );
  endWork = async () => {
    await Promise.all([runs.end(), jobs.end()]);
    await stores.close();
  };
}

function versionOf({ extension }: vscode.ExtensionContext): string {
  const { version }: { readonly version: string } = extension.packageJSON;
  return version;
}

let endWork: (() => Promise<void>) | undefined;

/** The editor waits for this, for a few seconds: runs end in good order, and their claims are given back. */
export function deactivate(): Promise<void> | undefined {
  return endWork?.();
}
