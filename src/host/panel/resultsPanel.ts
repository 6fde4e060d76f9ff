import * as vscode from 'vscode';
import type {
  FromPage,
  ListWindow,
  OverviewView,
  PanelView,
  PartMessage,
  PartName,
  ToPage,
} from '../../protocol/panel.ts';
import { readFromPage } from './fromPage.ts';
import type { StoredSnapshot } from './panelResults.ts';
import { webviewHtml } from './webviewHtml.ts';

export interface PanelSource {
  /** The whole state of the page for one view of one skillset. */
  snapshot(skillset: vscode.Uri, view: PanelView): Promise<StoredSnapshot>;
  /** Undefined: the page's list is not the newest any more. */
  rows(skillset: vscode.Uri, view: PanelView, asked: AskedRows): Promise<ListWindow | undefined>;
  /** The same object as before where nothing has changed. */
  overview(skillset: vscode.Uri, view: PanelView): Promise<OverviewView | undefined>;
  /** What a button of the page does. */
  act(skillset: vscode.Uri, view: PanelView, action: PageAction): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

export type AskedRows = Extract<FromPage, { readonly kind: 'rows' }>;
export type PageAction = Exclude<FromPage, { readonly kind: 'ready' | 'view' | 'rows' }>;

/** A part of the page that has messages of its own, and reads them itself: the page is not trusted. */
export interface PanelPart {
  /** The kinds of its messages begin with it: `review-next`. */
  readonly name: PartName;
  receive(message: unknown, page: PartPage): Promise<void>;
}

/** The page as a part sees it. */
export interface PartPage {
  readonly skillset: vscode.Uri;
  post(message: PartMessage): Thenable<boolean>;
}

const TYPE = 'skillmix.results';
/** The tab whose figures are worked out only while it is in sight. */
const OVERVIEW = 'overview';
const FIRST_VIEW: PanelView = { filter: {}, tab: 'texts' };

/** The results panel: one for the window, showing one skillset at a time. */
export class ResultsPanel implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #source: PanelSource;
  readonly #parts: readonly PanelPart[];
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[] = [];
  #panel: vscode.WebviewPanel | undefined;
  #skillset: vscode.Uri | undefined;
  #view = FIRST_VIEW;
  /** A command has set the view since the page told its own. */
  #isWished = false;
  #turn = 0;
  #isReady = false;
  #sentOverview: OverviewView | undefined;
  #sending: Promise<void> | undefined;
  #isStale = false;

  constructor(
    context: vscode.ExtensionContext,
    source: PanelSource,
    parts: readonly PanelPart[],
    log: vscode.LogOutputChannel,
  ) {
    this.#context = context;
    this.#source = source;
    this.#parts = parts;
    this.#log = log;
    this.#subscriptions.push(
      source.onDidChange(() => this.#send()),
      vscode.window.registerWebviewPanelSerializer(TYPE, {
        deserializeWebviewPanel: async (panel) => this.#adopt(panel, this.#remembered()),
      }),
    );
  }

  /** Opens beside the editor, or comes forward; with a sample, selects it. */
  show(skillset: vscode.Uri, selected?: string): void {
    this.#open(skillset, selected === undefined ? {} : { filter: {}, selected, tab: FIRST_VIEW.tab });
  }

  /** The same with one tab in sight, and the focus in the panel. */
  showTab(skillset: vscode.Uri, tab: string): void {
    this.#open(skillset, { tab }, false);
  }

  /** The text that is selected in it; undefined: none, or the panel is closed. */
  selected(): { readonly skillset: vscode.Uri; readonly sample: string } | undefined {
    const { selected: sample } = this.#view;
    if (this.#panel === undefined || this.#skillset === undefined || sample === undefined) return undefined;
    return { skillset: this.#skillset, sample };
  }

  /** The file whose results have the reader's eye now. */
  shown(): vscode.Uri | undefined {
    return this.#panel?.active === true ? this.#skillset : undefined;
  }

  /** What it shows of a file; everything where it shows another one, or none. */
  viewOf(skillset: vscode.Uri): PanelView {
    const isShown = this.#panel !== undefined && this.#skillset?.toString() === skillset.toString();
    return isShown ? this.#view : FIRST_VIEW;
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  #open(skillset: vscode.Uri, wish: Partial<PanelView>, preserveFocus = true): void {
    const isOther = this.#skillset?.toString() !== skillset.toString();
    this.#skillset = skillset;
    void this.#context.workspaceState.update('results.skillset', skillset.toString());
    const { top, ...kept } = isOther ? FIRST_VIEW : this.#view;
    // A sample that is wished for is to be in sight, wherever the reader was before.
    this.#view = { ...kept, ...(top === undefined || wish.selected !== undefined ? {} : { top }), ...wish };
    this.#isWished ||= Object.keys(wish).length > 0;
    if (this.#panel === undefined) {
      const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
      const panel = vscode.window.createWebviewPanel(TYPE, 'Skillmix Results', where, this.#options());
      this.#adopt(panel, skillset);
    } else this.#panel.reveal(undefined, preserveFocus);
    this.#send();
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    const root = this.#context.extensionUri;
    return {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(root, 'dist'), vscode.Uri.joinPath(root, 'media')],
    };
  }

  #remembered(): vscode.Uri | undefined {
    const text = this.#context.workspaceState.get<string>('results.skillset');
    return text === undefined ? undefined : vscode.Uri.parse(text);
  }

  #adopt(panel: vscode.WebviewPanel, skillset: vscode.Uri | undefined): void {
    this.#panel = panel;
    this.#skillset ??= skillset;
    this.#isReady = false;
    const root = this.#context.extensionUri;
    panel.iconPath = vscode.Uri.joinPath(root, 'media', 'icon.png');
    panel.webview.options = this.#options();
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#isReady = false;
    });
    panel.webview.html = webviewHtml(panel.webview, this.#context.extensionUri, 'webview.js');
  }

  async #receive(message: unknown): Promise<void> {
    try {
      const part = this.#parts.find(({ name }) => isOfPart(message, name));
      if (part !== undefined) return await this.#pass(part, message);
      const request = readFromPage(message);
      if (request === undefined)
        return this.#log.warn('The results page sent a message that is not understood.');
      await this.#answer(request);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async #pass(part: PanelPart, message: unknown): Promise<void> {
    const [panel, skillset] = [this.#panel, this.#skillset];
    if (panel === undefined || skillset === undefined) return;
    await part.receive(message, { skillset, post: (answer) => panel.webview.postMessage(answer) });
  }

  async #answer(request: FromPage): Promise<void> {
    if (request.kind === 'ready' || request.kind === 'view') {
      // A page that has just loaded brings what it remembers; a selection made meanwhile by a command wins.
      const { kind, turn, ...asked } = request;
      this.#view = kind === 'ready' && this.#isWished ? this.#view : asked;
      this.#isWished = false;
      this.#turn = turn;
      if (kind === 'ready') this.#sentOverview = undefined;
      this.#isReady = true;
      return this.#send();
    }
    if (this.#skillset === undefined) return;
    if (request.kind === 'rows') return this.#sendRows(this.#skillset, request);
    return this.#source.act(this.#skillset, this.#view, request);
  }

  /** Sends the newest state; while one is being made, remembers that it is stale. */
  #send(): void {
    if (!this.#isReady || this.#panel === undefined || this.#skillset === undefined) return;
    if (this.#sending !== undefined) {
      this.#isStale = true;
      return;
    }
    this.#sending = this.#sendNow(this.#panel, this.#skillset).finally(() => {
      this.#sending = undefined;
      if (!this.#isStale) return;
      this.#isStale = false;
      this.#send();
    });
  }

  async #sendNow(panel: vscode.WebviewPanel, skillset: vscode.Uri): Promise<void> {
    try {
      const [view, turn] = [this.#view, this.#turn];
      const snapshot = { ...(await this.#source.snapshot(skillset, view)), view, turn };
      await panel.webview.postMessage({ kind: 'snapshot', snapshot } satisfies ToPage);
      if (view.tab === OVERVIEW) await this.#sendOverview(panel, skillset, view);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
    }
  }

  async #sendRows(skillset: vscode.Uri, asked: AskedRows): Promise<void> {
    const window = await this.#source.rows(skillset, this.#view, asked);
    if (window !== undefined)
      await this.#panel?.webview.postMessage({ kind: 'rows', window } satisfies ToPage);
  }

  /** It takes longer than the texts, and is not sent again while it stays the same. */
  async #sendOverview(panel: vscode.WebviewPanel, skillset: vscode.Uri, view: PanelView): Promise<void> {
    const overview = await this.#source.overview(skillset, view);
    if (overview === undefined || overview === this.#sentOverview) return;
    this.#sentOverview = overview;
    await panel.webview.postMessage({ kind: 'overview', overview } satisfies ToPage);
  }
}

function isOfPart(message: unknown, name: string): boolean {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return typeof message.kind === 'string' && message.kind.startsWith(`${name}-`);
}
