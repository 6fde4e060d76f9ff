import * as vscode from 'vscode';
import { studyStages } from '../../core/study/stages.ts';
import { studyItem } from '../../core/study/studyItem.ts';
import type { GoingOn } from '../jobs/goingOn.ts';
import type { LazyTree } from '../jobs/lazyView.ts';
import { restAfter } from '../rest.ts';
import { type SkillsetFile, soundSkillset, titleOf } from '../runs/preparedRun.ts';
import type { RunTools } from '../runs/runTools.ts';
import { lookAtFile } from './lookAtFile.ts';
import { type StudiesNode, type StudyNode, studyTreeItem } from './studyNodes.ts';
import type { StudyTroubles } from './studyTroubles.ts';

interface StudiesTreeTools extends RunTools {
  readonly goingOn: GoingOn;
  readonly troubles: StudyTroubles;
}

/** In milliseconds: the shortest time between two readings. Those of a large study take their time. */
const SOON = 500;

/** The studies of the workspace that were begun, with their stages as the stores tell them. */
export class StudiesTree implements LazyTree<StudiesNode>, vscode.Disposable {
  readonly #tools: StudiesTreeTools;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly getTreeItem = studyTreeItem;
  #timer: NodeJS.Timeout | undefined;
  /** In milliseconds: what the last reading took. */
  #took = 0;

  constructor(tools: StudiesTreeTools) {
    this.#tools = tools;
  }

  /** Reads anew, soon and once for many calls. */
  redraw(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#changed.fire(undefined);
      },
      Math.max(SOON, restAfter(this.#took)),
    );
  }

  rootId(node: StudiesNode): string {
    return node.kind === 'study' ? node.skillset.toString() : this.rootId(node.of);
  }

  async getChildren(node?: StudiesNode): Promise<StudiesNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#studies();
      case 'study':
        return childrenOf(node);
      case 'stage':
        return node.stage.details.map((detail) => ({ kind: 'study-detail', of: node, ...detail }));
      case 'study-detail':
        return [];
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  async #studies(): Promise<StudyNode[]> {
    const { clock } = this.#tools.engine;
    const begun = clock.now();
    const studies: StudyNode[] = [];
    for (const uri of await this.#tools.workspace.uris()) studies.push(...(await this.#study(uri)));
    this.#took = clock.now() - begun;
    return studies;
  }

  async #study(uri: vscode.Uri): Promise<StudyNode[]> {
    const open = await this.#tools.stores.existing(uri);
    if (open === undefined) return [];
    const { store, file: key } = open;
    const goesOn = this.#tools.goingOn.has(uri);
    const hasBegun = (await store.runs(key)).length + (await store.jobs({ file: key })).length > 0;
    if (!hasBegun && !goesOn) return [];
    let file: SkillsetFile | undefined;
    try {
      file = await soundSkillset(this.#tools, uri);
      if (file.skillset.study === undefined) return [];
      const item = studyItem(studyStages(await lookAtFile(this.#tools, file, open)), goesOn);
      const trouble = goesOn ? undefined : this.#tools.troubles.of(uri);
      return [
        {
          kind: 'study',
          skillset: uri,
          title: titleOf(file),
          item,
          ...(trouble !== undefined && { trouble }),
        },
      ];
    } catch (error) {
      return [unreadable(uri, file, error instanceof Error ? error.message : String(error))];
    }
  }
}

function childrenOf(node: StudyNode): StudiesNode[] {
  const { item, trouble } = node;
  const stages = item.stages.map((stage) => ({ kind: 'stage', of: node, stage }) as const);
  if (trouble === undefined) return stages;
  return [{ kind: 'study-detail', of: node, label: 'Stopped', description: trouble }, ...stages];
}

/** A study of which nothing can be told says why. */
function unreadable(skillset: vscode.Uri, file: SkillsetFile | undefined, trouble: string): StudyNode {
  const title = file === undefined ? vscode.workspace.asRelativePath(skillset) : titleOf(file);
  return {
    kind: 'study',
    skillset,
    title,
    item: { state: 'failed', description: trouble, stages: [], actions: [] },
    trouble,
  };
}
