import type { BatchLines } from '../../core/answers/readAnswers.ts';
import type { DataCard } from '../../core/exchange/training/dataCard.ts';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { Target } from '../../core/jobs/target.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { PricePort } from '../../core/plan/prices.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import type { PreparedTraining } from '../../core/training/prepareTraining.ts';

/** What jobs need done outside the editor. `jobs.ts` builds it from the adapters. */
export interface JobsEngine {
  /** What reaches a machine that jobs run on. Nothing is connected before it is asked something. */
  targetPort(name: string, target: Target): TargetPort;
  /** The hosts that the user has described to `ssh`. */
  configuredHosts(): Promise<readonly string[]>;
  /** The form of requests and answers on a target; `name` is for messages. */
  batchLines(name: string): BatchLines;
  /** Writes the data of a training beside the store, and prepares the job. Nothing is sent. */
  prepareTraining(training: TrainingToPrepare, signal: AbortSignal): Promise<DraftTraining>;
  /** A training whose data are not there yet, as it would be with so many rows. Nothing is written. */
  previewTraining(training: TrainingToPreview): Promise<PreparedTraining>;
}

export interface TrainingToPrepare {
  /** The path of the skillset file. */
  readonly file: string;
  /** The same as the store names it. */
  readonly key: string;
  readonly store: StorePort;
  /** The path of the store. */
  readonly storePath: string;
  readonly skillset: Skillset;
  readonly plan: TrainPlan;
  readonly port: TargetPort;
  readonly probe: TargetProbe;
  readonly priceOf: PricePort['priceOf'];
  /** Of Skillmix. */
  readonly version: string;
}

export type TrainingToPreview = Pick<TrainingToPrepare, 'file' | 'skillset' | 'plan' | 'port' | 'probe'> & {
  readonly rows: number;
};

export type DraftTraining =
  | (Extract<PreparedTraining, { kind: 'ready' }> & {
      readonly card: DataCard;
      /** Deletes what was written for it: it will not run. */
      discard(): Promise<void>;
    })
  | Extract<PreparedTraining, { kind: 'refused' }>;
