import type { DataCard } from '../exchange/training/dataCard.ts';
import { formatCount, plural } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import type { JobSpec } from '../jobs/jobSpec.ts';
import { isRequeued, TIME_TO_SAVE } from '../jobs/slurm.ts';
import { type DurationEstimate, estimateDuration } from './duration.ts';
import type { MemoryNeed } from './memory.ts';
import { trainedParameters } from './memory.ts';
import { type ModelShape, parametersOf } from './modelShape.ts';
import { DEEPSPEED_PIN } from './pins.ts';
import type { TrainingSetup } from './trainingEngine.ts';

/** What people should know of a training before it starts. */
export interface TrainingSummary {
  readonly uploads: readonly { readonly path: string; readonly bytes: number }[];
  readonly rows: number;
  /** How often each row is seen. */
  readonly epochs: number;
  readonly steps: number;
  /** Of one step, counted as four bytes each. An estimate. */
  readonly tokens: number;
  readonly batch: { readonly devices: number; readonly perDevice: number; readonly accumulation: number };
  /** Of the model; undefined where its size is not known. */
  readonly parameters?: { readonly all: number; readonly trained: number };
  /** Of one GPU: needed by the estimate, and free there. */
  readonly memory: { readonly need?: MemoryNeed; readonly there?: number };
  readonly duration?: DurationEstimate;
  /** On Slurm: what is given to one run, where that is known, and whether there is another one after it. */
  readonly limit?: { readonly time?: string; readonly goesOn: boolean };
  /** The words that are run in the job's folder. */
  readonly command: readonly string[];
  readonly config: { readonly path: string; readonly content: string };
  /** What else should be known, in sentences. */
  readonly notes: readonly string[];
}

interface Summarised extends TrainingSetup {
  readonly spec: JobSpec;
  readonly data: { readonly bytes: number; readonly rows: number };
  readonly config: string;
  readonly shape: ModelShape | undefined;
  readonly need: MemoryNeed | undefined;
}

export function summarise(training: Summarised): TrainingSummary {
  const { plan, machine, placement, spec, data, shape, need } = training;
  const tokens = plan.batch * Math.min(plan.maxLength, data.bytes / data.rows / BYTES_A_TOKEN);
  const parameters = shape && { all: parametersOf(shape), trained: trainedParameters(shape, plan) };
  const duration =
    parameters &&
    estimateDuration({
      ...{ parameters: parameters.all, tokens: tokens * plan.steps, devices: placement.devices },
      ...(machine.gpuName !== undefined && { gpuName: machine.gpuName }),
    });
  return {
    uploads: spec.files.map((file) => ({
      path: file.path,
      bytes: 'content' in file ? new TextEncoder().encode(file.content).length : file.bytes,
    })),
    rows: data.rows,
    epochs: (plan.steps * plan.batch) / data.rows,
    steps: plan.steps,
    tokens,
    batch: placement,
    ...(parameters && { parameters }),
    memory: {
      ...(need && machine.gpus > 0 && { need }),
      ...(machine.gpuMemory !== undefined && { there: machine.gpuMemory }),
    },
    ...(duration && { duration }),
    ...(machine.slurm && { limit: { ...machine.slurm, goesOn: isRequeued(spec) } }),
    command: spec.tasks[0]?.command ?? [],
    config: { path: training.config, content: contentOf(spec, training.config) },
    notes: notesOf(training),
  };
}

/** The summary as lines for people. */
export function trainingLines(summary: TrainingSummary): string[] {
  const epochs = summary.epochs.toFixed(1);
  return [
    `Data: ${plural(summary.rows, 'row')}; each is seen ${epochs} times.`,
    ...effortLines(summary),
    `Sent: ${summary.uploads.map(({ path, bytes }) => `${path} (${formatCount(bytes)} bytes)`).join(', ')}.`,
    `Run: ${summary.command.join(' ')}`,
    ...summary.notes,
  ];
}

/** What it takes, whatever the data are: also for a training whose data are not there yet. */
export function effortLines({
  batch,
  parameters,
  duration,
  tokens,
  memory,
  steps,
  limit,
}: TrainingSummary): string[] {
  return [
    `Steps: ${formatCount(steps)} of ${batch.devices} × ${batch.perDevice} × ${batch.accumulation} rows (devices × at a time × before a step), about ${formatCount(Math.round(tokens))} tokens each.`,
    ...(parameters === undefined
      ? ['Model: its size is not known here, and so neither the memory nor the time it needs.']
      : [`Model: ${billions(parameters.all)} weights, ${billions(parameters.trained)} of them trained.`]),
    ...memoryLines(memory),
    ...(duration === undefined
      ? []
      : [`Time: about ${formatDuration(duration.seconds)} by estimate (${duration.basis}).`]),
    ...(limit === undefined ? [] : [limitLine(limit)]),
  ];
}

function limitLine({ time, goesOn }: NonNullable<TrainingSummary['limit']>): string {
  const what = `Time limit on Slurm: ${time ?? 'that of the partition'}`;
  return goesOn
    ? `${what}; ${formatDuration(TIME_TO_SAVE)} before, it ends and is requeued, to go on from its last saved state, as often as it has saved a further one.`
    : `${what}; a training that takes longer fails, and begins anew.`;
}

/** What the data are made of, as lines for people. */
export function yieldLines({ yields }: Pick<DataCard, 'yields'>): string[] {
  return yields.map(
    ({ k, attempts, kept, exported }) =>
      `k = ${k}: ${attempts} attempts, ${kept} kept, ${exported} to train on`,
  );
}

/** Of English text and of the JSON around it. */
const BYTES_A_TOKEN = 4;
const GIBIBYTE = 2 ** 30;

function memoryLines({ need, there }: TrainingSummary['memory']): string[] {
  if (need === undefined) return [];
  const parts = `${gibibytes(need.state)} of weights and optimiser, ${gibibytes(need.activations)} of activations, ${gibibytes(need.overhead)} of overhead`;
  const line = `Memory of each GPU: about ${gibibytes(need.total)} by estimate (${parts})`;
  if (there === undefined) return [`${line}; what is there is not known.`];
  if (need.total <= there) return [`${line}; ${gibibytes(there)} are free there.`];
  return [
    `${line}; only ${gibibytes(there)} are free there. Take more GPUs, "precision: bfloat16", or "method: lora".`,
  ];
}

function notesOf({ plan, template, machine, placement }: TrainingSetup): string[] {
  const pairs = plan.engine === 'trl' && template.kind === 'own';
  return [
    ...(pairs
      ? [
          'The model’s own chat template is taken, and each answer is a row of its own: a text of two turns is two rows of a batch.',
        ]
      : []),
    ...(plan.saveEvery < plan.steps
      ? [
          `An interrupted training goes on from its last saved state; one is saved every ${plural(plan.saveEvery, 'step')}.`,
        ]
      : ['No state is saved before the end: an interrupted training begins anew.']),
    ...(plan.sharding === 'zero3' && plan.method.kind === 'full' && placement.devices > 1
      ? [`ZeRO needs DeepSpeed in the environment of the engine as well: uv pip install ${DEEPSPEED_PIN}`]
      : []),
    ...(machine.gpus === 0 ? ['There is no GPU: the processor trains, which only tiny models allow.'] : []),
  ];
}

function contentOf({ files }: JobSpec, path: string): string {
  const file = files.find((one) => one.path === path);
  return file !== undefined && 'content' in file ? file.content : '';
}

function gibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}

function billions(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(2)} billion` : `${(count / 1e6).toFixed(1)} million`;
}
