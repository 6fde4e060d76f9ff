import type * as vscode from 'vscode';
import type { ReportFacts } from '../../core/metrics/facts.ts';
import type { ReportOptions } from '../../core/metrics/report.ts';
import { reportFilter } from '../../core/results/reportFilter.ts';
import type { SampleFilter } from '../../core/runs/ports.ts';
import type { Provenance } from '../../core/tables/provenance.ts';
import { provenanceOf } from '../../core/tables/provenanceOf.ts';
import type { Counted } from '../../core/tables/provenanceTally.ts';
import type { ScopeWords } from '../../core/tables/scopeWords.ts';
import type { PanelView } from '../../protocol/panel.ts';
import type { Engine } from '../engine.ts';
import { type FactsReader, isOpen, type OpenScene } from '../panel/factsReader.ts';
import { type SceneTools, sceneOf } from '../panel/scenes.ts';
import { UserError } from '../userError.ts';

export interface ReportTools extends SceneTools {
  readonly engine: Engine;
  readonly facts: FactsReader;
  /** Of Skillmix. */
  readonly version: string;
}

/** Which results of a file a report is about: what the page shows, or all. */
export type ReportView = Pick<PanelView, 'filter' | 'isCorrected'>;

/** The results that a report or a table is made of. */
export interface ReportWork {
  readonly scene: OpenScene;
  readonly chosen: SampleFilter;
  readonly facts: ReportFacts;
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
  const facts = await tools.facts.of(scene, isCorrected);
  if (facts.samples.state.length === 0) throw noResults();
  const { file } = scene.open;
  const options: ReportOptions = { nameRule: scene.look.nameRule, filter: reportFilter(filter) };
  const { engine, version } = tools;
  return {
    ...{ scene, chosen: { file }, facts, options },
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
