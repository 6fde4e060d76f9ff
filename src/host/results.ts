import * as vscode from 'vscode';
import { groupBySample } from '../core/results/groupBySample.ts';
import { panelSnapshot } from '../core/results/panelSnapshot.ts';
import { sampleMarkdown } from '../core/results/sampleMarkdown.ts';
import { sampleOfText } from '../core/results/sampleOfText.ts';
import type { Grading, Sample, SampleId } from '../core/runs/records.ts';
import type { Skillset } from '../core/skillset/skillset.ts';
import type { LiveView, PanelSnapshot, PanelView } from '../protocol/panel.ts';
import type { Engine } from './engine.ts';
import { isSkillset, type Projects } from './language/projects.ts';
import type { Activities } from './mixes/activities.ts';
import { entriesOf } from './mixes/mixInFile.ts';
import { graderNames } from './models/models.ts';
import { readSettings } from './settings.ts';
import type { Stores } from './stores.ts';

/** What the store holds for one skillset file. */
export interface Results {
  readonly samples: readonly Sample[];
  readonly gradings: readonly Grading[];
  readonly bySample: ReadonlyMap<SampleId, readonly Grading[]>;
}

const NONE: Results = { samples: [], gradings: [], bySample: new Map() };

type StoredSnapshot = Omit<PanelSnapshot, 'turn' | 'view'>;

export interface ResultsTools {
  readonly engine: Engine;
  readonly projects: Projects;
  readonly stores: Stores;
  readonly activities: Activities;
}

/** After each reading, nothing is read anew for so many times as long as it took. */
const PAUSE = 10;

/** Reads a skillset's results, once for all who show them until something changes. */
export class ResultsReader implements vscode.Disposable {
  readonly #tools: ResultsTools;
  readonly #read = new Map<string, Promise<Results>>();
  readonly #subscription: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<void>();
  /** In milliseconds: how long the last reading took. */
  #cost = 0;
  #readAt = 0;
  #pending: NodeJS.Timeout | undefined;
  /** What is read from now on may be something else. */
  readonly onDidChange = this.#changed.event;
  #last: { readonly inputs: readonly unknown[]; readonly snapshot: StoredSnapshot } | undefined;

  constructor(tools: ResultsTools) {
    this.#tools = tools;
    this.#subscription = tools.stores.onDidChange(() => this.#tellInTime());
  }

  of(skillset: vscode.Uri): Promise<Results> {
    const id = skillset.toString();
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const reading = this.#load(skillset);
    this.#read.set(id, reading);
    reading.catch(() => this.#read.delete(id));
    return reading;
  }

  /** The whole state of the results page; what keeps results from being read is told there. */
  async snapshot(skillset: vscode.Uri, view: PanelView): Promise<StoredSnapshot> {
    const [file, found] = await Promise.all([this.#skillsetIn(skillset), this.#resultsOrProblem(skillset)]);
    const settings = readSettings(skillset);
    const graders = file === undefined ? [] : graderNames(file, settings);
    const nameRule = file?.grade?.nameRule ?? settings.nameRule;
    const title = file?.title ?? vscode.workspace.asRelativePath(skillset);
    const { results, problem } = found;
    const selected = results.samples.find(({ id }) => id === view.selected);
    const inFile = file !== undefined && selected !== undefined && this.#mixOf(file, selected) !== undefined;
    const { samples, gradings } = results;
    const settled = { title, ...view, nameRule, graders };
    const stored = this.#remember([results, JSON.stringify([settled, inFile])], () =>
      panelSnapshot({ ...settled, samples, gradings, isInFile: () => inFile }),
    );
    const live = this.#live(skillset);
    return {
      ...stored,
      ...(live === undefined ? {} : { live }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  /** Goes back to the mix of a sample in the file. */
  async reveal(skillset: vscode.Uri, sampleId: string): Promise<void> {
    const document = await vscode.workspace.openTextDocument(skillset);
    const open = await this.#tools.projects.of(document);
    const sample = (await this.of(skillset)).samples.find(({ id }) => id === (sampleId as SampleId));
    const index = sample && this.#mixOf(open.skillset(), sample);
    const entry = entriesOf(open).find((candidate) => candidate.index === index);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: columnOf(document),
      preserveFocus: false,
    });
    if (entry === undefined) {
      void vscode.window.showInformationMessage(
        'This text stands in no mix of the file: it was drawn by a run or replaced since.',
      );
      return;
    }
    const start = document.positionAt(entry.range.start);
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(
      new vscode.Range(start, document.positionAt(entry.range.end)),
      vscode.TextEditorRevealType.InCenterIfOutsideViewport,
    );
  }

  /** Puts a sample with its verdicts and reasons on the clipboard, as Markdown. */
  async copy(skillset: vscode.Uri, sampleId: string): Promise<void> {
    const { detail } = await this.snapshot(skillset, {
      filter: {},
      limit: 1,
      selected: sampleId,
      tab: '',
    });
    if (detail === undefined) return;
    await vscode.env.clipboard.writeText(sampleMarkdown(detail));
    vscode.window.setStatusBarMessage('Skillmix: copied as Markdown.', 4000);
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** A run changes the store all the time: a small share of the time is spent on reading it. */
  #tellInTime(): void {
    if (this.#pending !== undefined) return;
    const { clock } = this.#tools.engine;
    const wait = Math.max(0, this.#readAt + this.#cost * PAUSE - clock.now());
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      this.#read.clear();
      this.#changed.fire();
    }, wait);
  }

  /** While a text streams in, or the file is typed in, what is stored is not worked out anew for the page. */
  #remember(inputs: readonly unknown[], compute: () => StoredSnapshot): StoredSnapshot {
    const last = this.#last;
    if (last?.inputs.every((input, index) => input === inputs[index])) return last.snapshot;
    const snapshot = compute();
    this.#last = { inputs, snapshot };
    return snapshot;
  }

  async #skillsetIn(uri: vscode.Uri): Promise<Skillset | undefined> {
    const document = await vscode.workspace.openTextDocument(uri).then(
      (opened) => opened,
      () => undefined,
    );
    if (document === undefined || !isSkillset(document)) return undefined;
    return (await this.#tools.projects.of(document)).skillset();
  }

  async #resultsOrProblem(
    uri: vscode.Uri,
  ): Promise<{ readonly results: Results; readonly problem?: string }> {
    try {
      return { results: await this.of(uri) };
    } catch (error) {
      return { results: NONE, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async #load(skillset: vscode.Uri): Promise<Results> {
    const open = await this.#tools.stores.existing(skillset);
    if (open === undefined) return NONE;
    const filter = { file: open.file };
    const { clock } = this.#tools.engine;
    const begun = clock.now();
    const [samples, gradings] = await Promise.all([open.store.samples(filter), open.store.gradings(filter)]);
    this.#readAt = clock.now();
    this.#cost = this.#readAt - begun;
    return { samples, gradings, bySample: groupBySample(gradings) };
  }

  /** The index of the mix in the file that holds the sample's words. */
  #mixOf({ mixes }: Skillset, sample: Sample): number | undefined {
    const { digest } = this.#tools.engine;
    return mixes.find((mix) => mix.text !== undefined && sampleOfText(digest, mix, mix.text, [sample]))
      ?.index;
  }

  #live(skillset: vscode.Uri): LiveView | undefined {
    const running = this.#tools.activities
      .list()
      .findLast(({ document }) => document.toString() === skillset.toString());
    if (running === undefined) return undefined;
    const { skills, topic, step, text } = running;
    return { skills, topic, step, text };
  }
}

/** Where the document is shown already, so that it does not open a second time. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
