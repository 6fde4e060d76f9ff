import type { JobSpec, JobTask } from '../jobs/jobSpec.ts';
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

/** A job that answers OpenAI's chat completions on a port of its own machine, for nobody outside it. */
export function serveSpec(
  model: EvaluatedModel,
  { engine, port, gpus }: Room & { readonly engine: 'vllm' | 'transformers'; readonly port: number },
): JobSpec {
  const place = ['--host', '127.0.0.1', '--port', String(port)];
  const command =
    engine === 'vllm'
      ? ['vllm', 'serve', weightsOf(model), ...place, ...namesOf(model), ...commonWords(gpus)]
      : ['transformers', 'serve', model.kind === 'base' ? model.base : model.folder, ...place];
  return {
    kind: 'serve',
    title: `${modelName(model)} on port ${port}`,
    engine,
    files: [],
    tasks: [{ command, evidence: { kind: 'none' } }],
    needs: { gpus, nodes: 1 },
    environment: QUIET,
    secrets: SECRETS,
    resumes: false,
  };
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
