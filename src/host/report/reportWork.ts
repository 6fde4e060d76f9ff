import type * as vscode from 'vscode';
import type { ReportOptions } from '../../core/metrics/report.ts';
import { reportFilter } from '../../core/results/reportFilter.ts';
import type { Provenance } from '../../core/tables/provenance.ts';
import { provenanceOf } from '../../core/tables/provenanceOf.ts';
import type { Counted } from '../../core/tables/provenanceTally.ts';
import type { ScopeWords } from '../../core/tables/scopeWords.ts';
import type { PanelView } from '../../protocol/panel.ts';
import type { Engine } from '../engine.ts';
import { isOpen, type OpenScene, resultsOf } from '../panel/openScene.ts';
import { type SceneTools, sceneOf } from '../panel/scenes.ts';
import { UserError } from '../userError.ts';

export interface ReportTools extends SceneTools {
  readonly engine: Engine;
  /** Of Skillmix. */
  readonly version: string;
}

/** Which results of a file a report is about: what the page shows, or all. */
export type ReportView = Pick<PanelView, 'filter' | 'isCorrected'>;

/** The results that a report or a table is made of. */
export interface ReportWork {
  readonly scene: OpenScene;
  /** What a question about its figures says of where they come from. */
  readonly about: ReturnType<typeof resultsOf>;
  /** Who wrote, by name. */
  readonly students: readonly string[];
  readonly options: ReportOptions;
  provenance(counted: Counted): Provenance;
}

export async function reportWork(
  tools: ReportTools,
  skillset: vscode.Uri,
  { filter, isCorrected = false }: ReportView,
): Promise<ReportWork> {
  const scene = await sceneOf(tools, skillset);
  if (!isOpen(scene)) throw noResults();
  const { store, file } = scene.open;
  const { students } = await store.resultChoices(file);
  if (students.length === 0) throw noResults();
  const options: ReportOptions = { nameRule: scene.look.nameRule, filter: reportFilter(filter) };
  const { engine, version } = tools;
  return {
    ...{ scene, about: resultsOf(scene, isCorrected), students, options },
    provenance: (counted) =>
      provenanceOf({
        ...{ version, now: engine.clock.now(), digest: engine.digest },
        ...{ file, skillset: scene.file, options, words: wordsOf(filter, isCorrected), counted },
      }),
  };
}

function wordsOf({ student, grader, split, k }: PanelView['filter'], isCorrected: boolean): ScopeWords {
  return {
    ...(student === undefined ? {} : { student: [student] }),
    ...(grader === undefined ? {} : { grader: [grader] }),
    ...(split === undefined ? {} : { split: [split] }),
    ...(k === undefined ? {} : { k: [k] }),
    reviews: isCorrected ? 'with' : 'without',
  };
}

function noResults(): UserError {
  return new UserError('There are no results of this file yet. Generate and grade some texts first.', [
    { title: 'Evaluate', command: 'skillmix.evaluate' },
  ]);
}
