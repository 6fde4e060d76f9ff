import * as vscode from 'vscode';
import { placeIn, windowAround, windowOf } from '../../core/results/listPlace.ts';
import { reportFilter } from '../../core/results/reportFilter.ts';
import type { ResultChoices, ResultList, ResultLook } from '../../core/results/resultQuery.ts';
import { sampleDetail } from '../../core/results/sampleDetail.ts';
import { sampleOfText } from '../../core/results/sampleOfText.ts';
import type { Sample, SampleId } from '../../core/runs/records.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type {
  ListWindow,
  LiveView,
  OverviewView,
  PanelSnapshot,
  PanelView,
  SampleDetail,
} from '../../protocol/panel.ts';
import type { Engine } from '../engine.ts';
import type { Projects } from '../language/projects.ts';
import type { Activities } from '../mixes/activities.ts';
import type { ResultsReader } from '../results.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { createCached } from './cached.ts';
import { isOpen, resultsOf } from './openScene.ts';
import { type Scene, sceneOf, skillsetIn } from './scenes.ts';

export interface PanelResultsTools {
  readonly engine: Engine;
  readonly projects: Projects;
  readonly stores: Stores;
  readonly activities: Activities;
  readonly results: ResultsReader;
}

/** The page's state, but for what the panel itself adds. */
export type StoredSnapshot = Omit<PanelSnapshot, 'turn' | 'view'>;

/** What a list depends on of what the reader looks at. */
type ListView = Pick<PanelView, 'filter' | 'isCorrected'>;

interface NumberedList extends ResultList {
  /** Another one for another list. */
  readonly id: number;
  readonly look: ResultLook;
}

const EMPTY: ResultList = { numbers: [], counts: { graded: 0, ungraded: 0, unreadable: 0, failed: 0 } };
const NO_CHOICES: ResultChoices = { students: [], graders: [], splits: [], ks: [], skills: [], reviewed: 0 };

/** What the results page shows, read from the store part by part. What has not changed is not read again. */
export class PanelResults {
  readonly #tools: PanelResultsTools;
  readonly #lists = createCached<NumberedList>();
  readonly #choices = createCached<ResultChoices>();
  readonly #windows = createCached<ListWindow>();
  readonly #places = createCached<readonly (number | undefined)[]>();
  readonly #details = createCached<SampleDetail | undefined>();
  readonly #overviews = createCached<OverviewView | undefined>();
  #lastList = 0;

  constructor(tools: PanelResultsTools) {
    this.#tools = tools;
  }

  /** The whole state of the page; what keeps results from being read is told there. */
  async snapshot(skillset: vscode.Uri, view: PanelView): Promise<StoredSnapshot> {
    const file = await skillsetIn(this.#tools.projects, skillset);
    const live = this.#live(skillset);
    const more = {
      title: file?.title ?? vscode.workspace.asRelativePath(skillset),
      ...(live === undefined ? {} : { live }),
    };
    if (!vscode.workspace.isTrusted) return { ...nothing(this.#lastList), ...more, problem: RESTRICTED };
    try {
      return { ...(await this.#stored(await sceneOf(this.#tools, skillset), view)), ...more };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { ...nothing(this.#lastList), ...more, problem };
    }
  }

  /** Rows of the list that the page has; undefined: the list is another one by now. */
  async rows(
    skillset: vscode.Uri,
    view: PanelView,
    asked: { readonly list: number; readonly from: number; readonly until: number },
  ): Promise<ListWindow | undefined> {
    const scene = await sceneOf(this.#tools, skillset);
    const list = await this.#list(scene, view);
    return list.id === asked.list ? this.#rowsOf(scene, list, windowOf(asked.from, asked.until)) : undefined;
  }

  /** Undefined: nothing is stored. The same object as before where nothing has changed. */
  async overview(
    skillset: vscode.Uri,
    { filter, isCorrected = false }: PanelView,
  ): Promise<OverviewView | undefined> {
    const scene = await sceneOf(this.#tools, skillset);
    const { look, key } = scene;
    const { novelty } = readSettings(skillset);
    const narrowed = JSON.stringify([key, reportFilter(filter), isCorrected, novelty]);
    return this.#overviews.get(narrowed, async () => {
      if (!isOpen(scene)) return undefined;
      const { nameRule } = look;
      const asked = { filter, nameRule, ...(novelty === undefined ? {} : { novelty }) };
      const question = { kind: 'overview', ...resultsOf(scene, isCorrected), asked } as const;
      return this.#tools.results.read(() => this.#tools.engine.figures.ask(question));
    });
  }

  /** The ids of all that the view selects, the newest first, page by page. */
  async *selected(skillset: vscode.Uri, view: ListView): AsyncGenerator<readonly SampleId[]> {
    const scene = await sceneOf(this.#tools, skillset);
    const { numbers } = await this.#list(scene, view);
    for (let from = 0; from < numbers.length; from += 200) {
      const { rows } = await this.#rowsOf(scene, await this.#list(scene, view), {
        from,
        until: from + 200,
      });
      yield rows.map(({ id }) => id as SampleId);
    }
  }

  async detail(skillset: vscode.Uri, id: string, view: ListView): Promise<SampleDetail | undefined> {
    return this.#detail(await sceneOf(this.#tools, skillset), id, view);
  }

  /** The index of the mix in the file that holds a sample's words. */
  mixOf({ mixes }: Skillset, sample: Sample): number | undefined {
    const { digest } = this.#tools.engine;
    return mixes.find((mix) => mix.text !== undefined && sampleOfText(digest, mix, mix.text, [sample]))
      ?.index;
  }

  async #stored(scene: Scene, view: PanelView): Promise<Omit<StoredSnapshot, 'title'>> {
    const list = await this.#list(scene, view);
    const [top, selected] = await this.#placesOf(scene, list, view);
    const around = windowAround(top ?? selected ?? 0);
    const window = await this.#rowsOf(scene, list, around);
    const detail = view.selected === undefined ? undefined : await this.#detail(scene, view.selected, view);
    const { reviewed, ...choices } = await this.#choicesOf(scene);
    return {
      choices,
      reviewed,
      total: list.numbers.length,
      window,
      counts: list.counts,
      ...(top === undefined ? {} : { topAt: top }),
      ...(selected === undefined ? {} : { selectedAt: selected }),
      ...(detail === undefined ? {} : { detail }),
    };
  }

  #list({ open, look, key }: Scene, { filter, isCorrected = false }: ListView): Promise<NumberedList> {
    return this.#lists.get(JSON.stringify([key, filter, isCorrected]), async () => {
      const { grader } = filter;
      const seen = { ...look, ...(grader === undefined ? {} : { grader }), isCorrected };
      const list =
        open === undefined
          ? EMPTY
          : await this.#tools.results.read(() =>
              open.store.resultList({ file: open.file, filter, look: seen }),
            );
      this.#lastList += 1;
      return { ...list, id: this.#lastList, look: seen };
    });
  }

  async #placesOf(
    { open, key }: Scene,
    { numbers }: ResultList,
    { top, selected }: PanelView,
  ): Promise<readonly (number | undefined)[]> {
    if (open === undefined) return [];
    const ids = [top ?? '', selected ?? ''] as SampleId[];
    const found = await this.#places.get(JSON.stringify([key, ids]), () => open.store.resultNumbers(ids));
    return found.map((number) => placeIn(numbers, number));
  }

  async #rowsOf(
    { open, key }: Scene,
    { id, numbers, look }: NumberedList,
    { from, until }: { readonly from: number; readonly until: number },
  ): Promise<ListWindow> {
    return this.#windows.get(JSON.stringify([key, id, from, until]), async () => {
      const rows = await open?.store.resultRows(numbers.slice(from, until), look);
      return { list: id, from, rows: rows ?? [] };
    });
  }

  #choicesOf({ open, key }: Scene): Promise<ResultChoices> {
    return this.#choices.get(key, async () =>
      open === undefined ? NO_CHOICES : this.#tools.results.read(() => open.store.resultChoices(open.file)),
    );
  }

  #detail(
    { open, file, look, key }: Scene,
    id: string,
    { isCorrected = false }: ListView,
  ): Promise<SampleDetail | undefined> {
    const texts = file?.mixes.map(({ text }) => text);
    return this.#details.get(JSON.stringify([key, id, texts, isCorrected]), async () => {
      const sample = await open?.store.findSample(id as SampleId);
      if (open === undefined || sample?.file !== open.file) return undefined;
      const own = { ids: [sample.id] };
      const [gradings, reviews] = await Promise.all([open.store.gradings(own), open.store.reviews(own)]);
      const isInFile = (): boolean => file !== undefined && this.mixOf(file, sample) !== undefined;
      return sampleDetail(sample, gradings, { ...look, isInFile, reviews, isCorrected });
    });
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

const RESTRICTED =
  'In Restricted Mode no store is opened: trust this workspace to see what was written and graded.';

function nothing(list: number): Omit<StoredSnapshot, 'title'> {
  return {
    choices: { students: [], graders: [], splits: [], ks: [], skills: [] },
    reviewed: 0,
    total: 0,
    window: { list, from: 0, rows: [] },
    counts: EMPTY.counts,
  };
}
