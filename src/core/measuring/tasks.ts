import type { ComparedStudents, GraderAlarmsView, GradersView } from '../../protocol/measure.ts';
import type { OverviewView, PanelFilter } from '../../protocol/panel.ts';
import type { NoveltyAssumptions } from '../metrics/novelty.ts';
import type { Report, ReportOptions } from '../metrics/report.ts';
import type { ReportWork } from '../report/gatherReport.ts';
import type { GatheredReport } from '../report/reportContents.ts';
import type { ShownComparison } from '../results/comparisonView.ts';
import type { Counted } from '../tables/provenanceTally.ts';

/** The results that figures are about. */
export interface MeasuredResults {
  /** As in `Sample.file`. */
  readonly file: string;
  /** With the corrections of people. */
  readonly isCorrected: boolean;
}

/** What may be asked for and what is told of it: data that can be copied from one thread to another. */
export interface MeasuringTasks {
  readonly overview: {
    readonly asked: {
      readonly filter: PanelFilter;
      readonly nameRule: boolean;
      readonly novelty?: NoveltyAssumptions;
    };
    readonly told: OverviewView;
  };
  readonly comparison: {
    readonly asked: { readonly options: ReportOptions; readonly compared?: ComparedStudents };
    readonly told: ShownComparison;
  };
  readonly graders: { readonly asked: { readonly options: ReportOptions }; readonly told: GradersView };
  readonly alarms: {
    readonly asked: { readonly options: ReportOptions };
    readonly told: readonly GraderAlarmsView[];
  };
  /** All that a report tells which is handed on. */
  readonly gathered: {
    readonly asked: Omit<ReportWork, 'store' | 'chosen' | 'facts'>;
    readonly told: GatheredReport;
  };
  /** What the tables of a study are made of. */
  readonly cells: {
    readonly asked: { readonly options: ReportOptions };
    readonly told: Pick<Report, 'cells'> & { readonly counted: Counted };
  };
}

export type TaskKind = keyof MeasuringTasks;
export type Asked<Kind extends TaskKind> = MeasuringTasks[Kind]['asked'];
export type Told<Kind extends TaskKind> = MeasuringTasks[Kind]['told'];

/** Works out figures without keeping its caller from anything else. */
export interface MeasuringPort {
  /** Rejects as soon as the signal is aborted, with its reason. */
  ask<Kind extends TaskKind>(question: MeasuringQuestion<Kind>, signal?: AbortSignal): Promise<Told<Kind>>;
}

export interface MeasuringQuestion<Kind extends TaskKind = TaskKind> {
  readonly kind: Kind;
  /** Path of the store. */
  readonly store: string;
  /** Another one whenever the results may have changed: what was read under it may be used again. */
  readonly version: string;
  readonly results: MeasuredResults;
  readonly asked: Asked<Kind>;
}
