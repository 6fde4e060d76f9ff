import checkLabels from '../../../media/remote/check_labels.py';
import startTraining from '../../../media/remote/start_training.py';
import { plural } from '../format/formatCount.ts';
import { type JobFile, type JobSpec, NODE_RANK } from '../jobs/jobSpec.ts';
import type { TrainEngine, TrainPlan } from '../skillset/trainPlan.ts';
import { type ChatTemplate, hasMarks } from './chatTemplates.ts';
import { axolotl } from './engines/axolotl.ts';
import { trl } from './engines/trl.ts';
import type { TrainingMachine } from './machine.ts';
import type { ModelShape } from './modelShape.ts';
import { divisionsOf, type Placement, place } from './placement.ts';
import { JOB_PATHS, type TrainingEngine, type TrainingSetup } from './trainingEngine.ts';
import { summarise, type TrainingSummary } from './trainingSummary.ts';

export const TRAINING_ENGINES: Readonly<Record<TrainEngine, TrainingEngine>> = { trl, axolotl };

export interface TrainingRequest {
  /** For people: what is trained on. */
  readonly title: string;
  readonly plan: TrainPlan;
  /** That of the study, where the plan has none. */
  readonly seed: number;
  readonly template: ChatTemplate;
  readonly machine: TrainingMachine;
  /** On the target, below which the job comes to lie; undefined where that is not known. */
  readonly folder?: string;
  /** Undefined where the size of the model is not known. */
  readonly shape?: ModelShape;
  readonly data: TrainingData;
}

/** A file of this machine that holds the rows in the form that the engine takes. */
export interface TrainingData {
  readonly source: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

export type PreparedTraining =
  | {
      readonly kind: 'ready';
      readonly spec: JobSpec;
      /** The same training with the batch shared out in any way, `spec` among them: the memory that is free decides which. */
      readonly sameWork: readonly JobSpec[];
      readonly summary: TrainingSummary;
    }
  /** In sentences: what is wrong, and what to write instead. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** The whole job of a training, with what people should know of it before it starts. Decides only; nothing is sent. */
export function prepareTraining(request: TrainingRequest): PreparedTraining {
  const { plan, machine, shape, template, data } = request;
  const engine = TRAINING_ENGINES[plan.engine];
  const problems = problemsOf(request, engine);
  const placed = place(plan, machine, shape);
  if (placed.kind === 'uneven') {
    const { devices, perDevice } = placed;
    const problem = `A batch of ${plan.batch} cannot be shared out evenly over ${plural(devices, 'device')} that take ${perDevice} at a time: make "batch" a multiple of ${devices * perDevice}, or write another "perDevice".`;
    return { kind: 'refused', problems: [...problems, problem] };
  }
  if (problems.length > 0) return { kind: 'refused', problems };
  const { placement, need } = placed;
  const setupWith = (shared: Placement): TrainingSetup => ({
    ...{ plan, machine, placement: shared, template },
    ...{ seed: plan.seed ?? request.seed, rows: data.rows, port: portFor(data.sha256) },
  });
  const specWith = (shared: Placement) => specOf(request, engine, setupWith(shared));
  const spec = specWith(placement);
  const sameWork = divisionsOf(plan, placement.devices).map(specWith);
  const summary = summarise({ ...setupWith(placement), spec, data, config: engine.config, shape, need });
  return { kind: 'ready', spec, sameWork, summary };
}

function problemsOf(
  { plan, template, data, folder = '' }: TrainingRequest,
  engine: TrainingEngine,
): string[] {
  const cannot = engine.problem(plan);
  return [
    ...(isModelName(plan.base)
      ? []
      : [
          `"${plan.base}" is no name of a model: write "organisation/model", or a path on the target from the root.`,
        ]),
    ...(cannot === undefined ? [] : [cannot]),
    ...(namesVariable(folder)
      ? [
          `The engines' library of data sets puts the value of a variable for what follows "$" in ${folder}, and would not find the data there: give the target a "folder" without "$".`,
        ]
      : []),
    ...(data.rows > 0 ? [] : ['There is no text to train on.']),
    ...(template.kind === 'own' || hasMarks(template.text)
      ? []
      : [
          `The chat template "${template.name}" does not mark the answers: put {% generation %} before and {% endgeneration %} after what the model writes, its end included.`,
        ]),
  ];
}

/** As Python's `os.path.expandvars` sees it, which `datasets` does to every path. */
function namesVariable(path: string): boolean {
  return /\$(?:\w|\{[^}]*\})/u.test(path);
}

/** A name on the hub, or an absolute path without line breaks. */
export function isModelName(base: string): boolean {
  return /^(?:\w[\w.-]*\/)?\w[\w.-]*$/u.test(base) || /^\/[^\p{Cc}]*$/u.test(base);
}

function specOf(
  { title, plan, data, template }: TrainingRequest,
  engine: TrainingEngine,
  setup: TrainingSetup,
): JobSpec {
  const { source, bytes, sha256 } = data;
  const files: JobFile[] = [
    { path: JOB_PATHS.data, source, bytes, sha256 },
    ...engine.files(setup),
    ...(template.kind === 'given' ? [{ path: JOB_PATHS.template, content: template.text }] : []),
    { path: JOB_PATHS.plan, content: startPlan(setup, engine) },
    { path: JOB_PATHS.start, content: startTraining },
    { path: JOB_PATHS.check, content: checkLabels },
  ];
  const node = setup.machine.nodes > 1 ? [NODE_RANK] : [];
  const start = ['python', JOB_PATHS.start, JOB_PATHS.plan, ...node, '--'];
  return {
    kind: 'train',
    title,
    engine: engine.name,
    files,
    tasks: [
      {
        command: [...start, ...engine.command(setup)],
        evidence: {
          kind: 'trainer-state',
          path: `${JOB_PATHS.output}/checkpoint-${plan.steps}/trainer_state.json`,
          step: plan.steps,
        },
      },
    ],
    needs: { gpus: setup.machine.gpus, nodes: setup.machine.nodes },
    environment: { ...ENVIRONMENT, ...engine.environment },
    // The hub asks for it where a model is handed out only to those who accepted its licence.
    secrets: plan.base.startsWith('/') ? [] : ['HF_TOKEN'],
    resumes: plan.saveEvery < plan.steps,
  };
}

/**
 * Figures reach the log when they are known, each after the bar of its own step: after a resume the bar would else be
 * drawn only as often as it has jumped far.
 */
const ENVIRONMENT = {
  PYTHONUNBUFFERED: '1',
  TQDM_MININTERVAL: '0',
  TQDM_MINITERS: '1',
  TOKENIZERS_PARALLELISM: 'false',
  HF_HUB_DISABLE_TELEMETRY: '1',
};

function startPlan({ plan, template }: TrainingSetup, engine: TrainingEngine): string {
  const told = {
    engine: engine.name,
    base: plan.base,
    config: engine.config,
    data: JOB_PATHS.data,
    template: template.kind === 'given' ? JOB_PATHS.template : null,
    maxLength: plan.maxLength,
    output: JOB_PATHS.output,
    pretraining: plan.pretraining !== undefined,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

/** Two trainings on one machine should not meet at one port, and one that is started again may use its own again. */
function portFor(sha256: string): number {
  return 20_000 + (Number.parseInt(sha256.slice(0, 6), 16) % 10_000);
}
