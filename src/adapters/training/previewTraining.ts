import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import { type PreparedTraining, prepareTraining } from '../../core/training/prepareTraining.ts';
import { machineFor, shapeOf, templateOf } from './trainOn.ts';

interface TrainingToPreview {
  /** The skillset file on this machine. */
  readonly file: string;
  readonly skillset: Pick<Skillset, 'seed'>;
  readonly plan: TrainPlan;
  readonly port: Pick<TargetPort, 'name' | 'target' | 'modelConfig'>;
  readonly probe: TargetProbe;
  /** So many texts to train on, at most. */
  readonly rows: number;
}

/** Bytes of a text of two turns as a row of a conversation. */
const TYPICAL_ROW = 2_500;
/** In milliseconds, for the model’s configuration. */
const LONGEST_LOOK = 60_000;

/**
 * A training whose data are not there yet: what it takes on its target, and why it could not run there, before anything
 * is paid for its data. Nothing is written.
 */
export async function previewTraining({
  file,
  skillset,
  plan,
  port,
  probe,
  rows,
}: TrainingToPreview): Promise<PreparedTraining> {
  const template = await templateOf(plan, file);
  if (template.kind === 'problem') return { kind: 'refused', problems: [template.message] };
  const shape = await shapeOf(plan, port, AbortSignal.timeout(LONGEST_LOOK));
  return prepareTraining({
    ...{ title: `Fine-tune ${plan.base} on ${port.name}`, plan, seed: skillset.seed, template },
    data: { source: '', bytes: rows * TYPICAL_ROW, sha256: '0'.repeat(64), rows },
    machine: machineFor(port.target, probe),
    ...(shape && { shape }),
  });
}
