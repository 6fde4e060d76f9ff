import knownPaths from '../../../media/remote/known_paths.py';
import { type JobSpec, type JobTask, NEW_KEY } from '../jobs/jobSpec.ts';
import type { Target } from '../jobs/target.ts';
import type { AnswerEngine } from '../skillset/study.ts';
import { type EvaluatedModel, modelName, weightsOf } from './evaluatedModel.ts';
import type { Shard } from './shards.ts';

/** What a target gives to one run of an engine. */
export interface Room {
  /** The GPUs of one node, over which one model is spread. */
  readonly gpus: number;
}

/**
 * A job of `vllm run-batch`, one run for each shard. It takes no adapters: of those a server answers.
 * https://docs.vllm.ai/en/latest/cli/run-batch
 */
export function batchSpec(model: EvaluatedModel, shards: readonly Shard[], { gpus }: Room): JobSpec {
  const requests = shards.reduce((sum, shard) => sum + shard.requests, 0);
  return {
    kind: 'answer',
    title: `${requests} answers by ${modelName(model)}`,
    engine: 'vllm',
    files: shards.map(({ input }) => input),
    tasks: shards.map((shard) => batchTask(model, shard, gpus)),
    needs: { gpus, nodes: 1 },
    environment: QUIET,
    secrets: SECRETS,
    resumes: false,
  };
}

function batchTask(model: EvaluatedModel, { input, output, requests }: Shard, gpus: number): JobTask {
  return {
    command: [
      ...['vllm', 'run-batch', '--input-file', input.path, '--output-file', output],
      ...['--model', weightsOf(model), '--served-model-name', modelName(model)],
      ...commonWords(gpus),
    ],
    evidence: { kind: 'answers', path: output, lines: requests },
  };
}

export interface ServePlace extends Room {
  readonly engine: AnswerEngine;
  readonly port: number;
  /** On Slurm the node is reached from outside it; elsewhere nobody outside the machine can ask. */
  readonly target: Target['kind'];
}

/** A job that answers OpenAI's chat completions on a port of its own machine; with vLLM, for those who have its key only. */
export function serveSpec(model: EvaluatedModel, { engine, port, gpus, target }: ServePlace): JobSpec {
  const place = ['--host', target === 'slurm' ? '0.0.0.0' : '127.0.0.1', '--port', String(port)];
  const command =
    engine === 'vllm'
      ? ['vllm', 'serve', weightsOf(model), ...place, ...namesOf(model), ...commonWords(gpus), ...GUARD.words]
      : ['transformers', 'serve', servedName(model, engine), ...place];
  return {
    kind: 'serve',
    title: `${modelName(model)} on port ${port}`,
    engine,
    files: engine === 'vllm' ? [GUARD.file] : [],
    tasks: [{ command, evidence: { kind: 'none' } }],
    needs: { gpus, nodes: 1 },
    environment: engine === 'vllm' ? { ...QUIET, ...GUARD.environment } : QUIET,
    secrets: SECRETS,
    resumes: false,
  };
}

/** The key alone leaves some of vLLM's paths open. Python looks for the guard in the job's folder, where the server runs. */
const GUARD = {
  file: { path: 'known_paths.py', content: knownPaths },
  words: ['--middleware', 'known_paths.known_paths_only'],
  environment: { VLLM_API_KEY: NEW_KEY, PYTHONPATH: '.' },
} as const;

/** What its server calls the model: that of Transformers answers to the name of the weights alone. */
export function servedName(model: EvaluatedModel, engine: AnswerEngine): string {
  if (engine === 'vllm') return modelName(model);
  return model.kind === 'base' ? model.base : model.folder;
}

/** Why a server of the engine must not be started on such a target, in sentences; undefined where it may be. */
export function serveProblem(engine: AnswerEngine, target: Target['kind']): string | undefined {
  if (engine === 'vllm' || target !== 'slurm') return undefined;
  return 'The server of Transformers knows no key: on a cluster, whoever reaches the node could ask it. Write "engine: vllm" under "evaluate:": whole models then answer by vllm run-batch, and adapters by a server with a key.';
}

/** Under which names a server knows the model: an adapter has one of its own, beside that of its base. */
function namesOf(model: EvaluatedModel): string[] {
  if (model.kind === 'base' || model.adapter === undefined) return ['--served-model-name', modelName(model)];
  const rank = LORA_RANKS.find((known) => known >= (model.adapter?.rank ?? 1)) ?? model.adapter.rank;
  return [
    ...['--enable-lora', '--max-lora-rank', String(rank)],
    ...['--lora-modules', `${modelName(model)}=${model.folder}`],
  ];
}

/** The greatest ranks that vLLM can be made ready for. */
const LORA_RANKS = [8, 16, 32, 64, 128, 256, 320, 512] as const;

/** `--generation-config vllm`: what a request leaves out is not taken from the model's own files. */
function commonWords(gpus: number): string[] {
  return [...['--generation-config', 'vllm'], ...(gpus > 1 ? ['--tensor-parallel-size', String(gpus)] : [])];
}

const QUIET = { VLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1', HF_HUB_DISABLE_TELEMETRY: '1' };

/** For models that their makers give out to those who ask. */
const SECRETS = ['HF_TOKEN'];
