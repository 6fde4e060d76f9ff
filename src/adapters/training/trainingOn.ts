import type { DataCard } from '../../core/exchange/training/dataCard.ts';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import {
  type PreparedTraining,
  prepareTraining,
  TRAINING_ENGINES,
} from '../../core/training/prepareTraining.ts';
import { type DataPlace, writeTrainingData } from './trainingData.ts';
import { machineFor, shapeOf, templateOf } from './trainOn.ts';

export interface TrainingOn extends DataPlace {
  readonly store: StorePort;
  readonly plan: TrainPlan;
  /** The skillset file on this machine. */
  readonly file: string;
  readonly port: Pick<TargetPort, 'name' | 'target' | 'modelConfig'>;
  /** Undefined where the target did not answer: then one GPU is taken, of which nothing is known. */
  readonly probe: TargetProbe | undefined;
}

export type TrainingReady =
  | (Extract<PreparedTraining, { kind: 'ready' }> & { readonly card: DataCard })
  | Extract<PreparedTraining, { kind: 'refused' }>;

/** Writes the data of a training into a folder of this machine, and prepares the job. Nothing is sent. */
export async function trainingOn(training: TrainingOn, signal: AbortSignal): Promise<TrainingReady> {
  const { store, skillset, plan, file, port, probe } = training;
  const template = await templateOf(plan, file);
  if (template.kind === 'problem') return { kind: 'refused', problems: [template.message] };
  const form = TRAINING_ENGINES[plan.engine].rowForm(template);
  const { data, written } = await writeTrainingData(store, plan, form, training, signal);
  const shape = probe && (await shapeOf(plan, port, signal));
  const prepared = prepareTraining({
    ...{ title: `Fine-tune ${plan.base} on ${port.name}`, plan, seed: skillset.seed, template, data },
    machine: machineFor(port.target, probe),
    ...(probe && { folder: probe.folder }),
    ...(shape && { shape }),
  });
  return prepared.kind === 'ready' ? { ...prepared, card: written.card } : prepared;
}
