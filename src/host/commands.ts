import * as vscode from 'vscode';
import { sampleOfText } from '../core/results/sampleOfText.ts';
import { isSkillset } from './language/projects.ts';
import { importSkills } from './library/importSkills.ts';
import { newFromLibrary } from './library/newFromLibrary.ts';
import { addMix } from './mixes/addMix.ts';
import { cancelMix } from './mixes/cancelMix.ts';
import { generateMix } from './mixes/generateMix.ts';
import { gradeMix } from './mixes/gradeMix.ts';
import { findAgain, findMix, isMixTarget, type MixTarget } from './mixes/mixInFile.ts';
import type { MixTools } from './mixes/mixTools.ts';
import { addEndpoint } from './models/addEndpoint.ts';
import { forgetKey, setKey } from './models/endpointKeys.ts';
import type { Keys } from './models/keys.ts';
import type { ResultsPanel } from './panel/resultsPanel.ts';
import { type CommandEntry, registerCommand, registerTrustedCommand } from './registerCommand.ts';
import { copyTable } from './report/copyTable.ts';
import { exportReport } from './report/exportReport.ts';
import type { ReportTools, ReportView } from './report/reportWork.ts';
import type { ResultsReader } from './results.ts';
import { correctVerdict } from './review/correctVerdict.ts';
import type { ReviewPart } from './review/reviewPart.ts';
import { reviewTexts } from './review/reviewTexts.ts';
import type { EditorRuns } from './runs/editorRuns.ts';
import { UserError } from './userError.ts';

export interface CommandTools extends MixTools {
  readonly keys: Keys;
  readonly results: ResultsReader;
  readonly panel: ResultsPanel;
  readonly review: ReviewPart;
  readonly reports: ReportTools;
  readonly runs: EditorRuns;
  /** Where the extension is installed, with what it brings. */
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** Every command of the extension. One that cannot run now says why. */
export function registerCommands(tools: CommandTools): vscode.Disposable {
  const command = (id: string, title: string, body: CommandEntry['body']): vscode.Disposable =>
    registerCommand(tools.log, { id, title, body });
  const trusted = (id: string, title: string, body: CommandEntry['body']): vscode.Disposable =>
    registerTrustedCommand(tools.log, { id, title, body });
  return vscode.Disposable.from(
    command('newFromLibrary', 'Making a skillset', () => newFromLibrary(tools)),
    command('importSkills', 'Importing skills and topics', () => importSkills(tools)),
    command('addMix', 'Adding a mix', (uri) => addMix(tools, typeof uri === 'string' ? uri : undefined)),
    trusted('generate', 'Generating', (at) => generateMix(tools, targetIn(at))),
    trusted('generateAndGrade', 'Generating and grading', (at) => generateAndGrade(tools, targetIn(at))),
    trusted('grade', 'Grading', (at) => gradeAndShow(tools, targetIn(at))),
    trusted('showRationale', 'Showing the rationale', (at) => showRationale(tools, targetIn(at))),
    trusted('showResults', 'Showing results', (uri) => showResults(tools, uri)),
    trusted('reviewTexts', 'Reviewing texts', (uri) => showReview(tools, uri)),
    trusted('correctVerdict', 'Correcting a verdict', () =>
      correctVerdict(tools, () => gradedAtCursor(tools)),
    ),
    trusted('exportReport', 'Exporting the report', (uri) => ofShown(tools, uri, exportReport)),
    trusted('copyTable', 'Copying the table', (uri) => ofShown(tools, uri, copyTable)),
    command('cancel', 'Cancelling', (at) => cancel(tools, targetIn(at))),
    trusted('chooseModels', 'Choosing models', () =>
      tools.chooseModels(vscode.window.activeTextEditor?.document.uri),
    ),
    trusted('addEndpoint', 'Adding an endpoint', () => addEndpoint(tools)),
    trusted('setKey', 'Setting a key', (name) => setKey(tools.keys, name)),
    trusted('forgetKey', 'Forgetting a key', (name) => forgetKey(tools.keys, name)),
    command('showLog', 'Showing the log', async () => tools.log.show()),
  );
}

/** Cancels what runs for one mix, or everything that runs in this window where no mix is named. */
async function cancel(tools: CommandTools, target: MixTarget | undefined): Promise<void> {
  if (target === undefined) tools.runs.cancelAll();
  await cancelMix(tools, target);
}

async function generateAndGrade(tools: CommandTools, target: MixTarget | undefined): Promise<void> {
  const before = await findMix(tools.projects, target);
  const at: MixTarget = { uri: before.open.document.uri.toString(), index: before.mix.index };
  const written = await generateMix(tools, at);
  if (written === undefined) return;
  const now = findAgain(await tools.projects.of(before.open.document), before);
  if (now === undefined) return;
  const sample = await gradeMix(tools, { ...at, index: now.mix.index });
  if (sample !== undefined) tools.panel.show(before.open.document.uri, sample.id);
}

async function gradeAndShow(tools: CommandTools, target: MixTarget | undefined): Promise<void> {
  const { open } = await findMix(tools.projects, target);
  const sample = await gradeMix(tools, target);
  if (sample !== undefined) tools.panel.show(open.document.uri, sample.id);
}

async function showRationale(tools: CommandTools, target: MixTarget | undefined): Promise<void> {
  const { skillset, sample } = await gradedMix(tools, target);
  tools.panel.show(skillset, sample);
}

/** The stored text that stands in a mix of the file. */
async function gradedMix(tools: CommandTools, target: MixTarget | undefined) {
  const { open, mix } = await findMix(tools.projects, target);
  const { uri } = open.document;
  const { samples } = await tools.results.ofMixes(uri, [mix]);
  const sample =
    mix.text === undefined ? undefined : sampleOfText(tools.engine.digest, mix, mix.text, samples);
  if (sample === undefined) throw nothingToShow({ uri: uri.toString(), index: mix.index }, mix.text);
  return { skillset: uri, sample: sample.id };
}

async function gradedAtCursor(tools: CommandTools) {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isSkillset(document) ? gradedMix(tools, undefined) : undefined;
}

async function showResults(tools: CommandTools, uri: unknown): Promise<void> {
  tools.panel.show(await skillsetOf(uri));
}

async function showReview(tools: CommandTools, uri: unknown): Promise<void> {
  await reviewTexts(tools.panel, await skillsetOf(uri));
}

/** Of what the results panel shows of the file; of all its results where it shows nothing of it. */
async function ofShown(
  tools: CommandTools,
  uri: unknown,
  make: (reports: ReportTools, skillset: vscode.Uri, view: ReportView) => Promise<void>,
): Promise<void> {
  const skillset = await skillsetOf(uri ?? tools.panel.shown());
  await make(tools.reports, skillset, tools.panel.viewOf(skillset));
}

/** The one that the command names, else the one in sight, else the first of the workspace. */
async function skillsetOf(uri: unknown): Promise<vscode.Uri> {
  if (uri instanceof vscode.Uri) return uri;
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isSkillset(document)) return document.uri;
  const [first] = await vscode.workspace.findFiles('**/*.skillset.{yaml,yml}', '**/node_modules/**', 1);
  if (first !== undefined) return first;
  throw new UserError('There is no skillset file (*.skillset.yaml) in this workspace yet.');
}

function targetIn(argument: unknown): MixTarget | undefined {
  return isMixTarget(argument) ? argument : undefined;
}

function nothingToShow(at: MixTarget, text: string | undefined): UserError {
  return text === undefined || text.trim() === ''
    ? new UserError('This mix has no text yet, so there is nothing to show.', [
        { title: 'Generate and Grade', command: 'skillmix.generateAndGrade', args: [at] },
      ])
    : new UserError('These words have not been graded yet, so there are no reasons to show.', [
        { title: 'Grade', command: 'skillmix.grade', args: [at] },
      ]);
}
