import * as v from 'valibot';
import type { Job, JobId } from '../jobs/job.ts';
import type { TargetPort } from '../jobs/targetPort.ts';
import type { Digest } from '../runs/ports.ts';
import type { EvaluatedModel } from './evaluatedModel.ts';

export type FoundTuned =
  | { readonly kind: 'tuned'; readonly model: EvaluatedModel }
  /** Says why there is none, and what to do. */
  | { readonly kind: 'none'; readonly why: string };

type ReadablePort = Pick<TargetPort, 'name' | 'readFile'>;

/** A training's own record is small; its adapter's configuration smaller. In bytes. */
const LARGEST_RECORD = 16 * 1024 * 1024;
/** Letters of the digest: two trainings of one study are never taken for each other. */
const DIGEST_LENGTH = 8;

/**
 * The model that the newest training of a skillset file made on a target. Its weights are told by the job and by a digest
 * of the record that the engine left with them, in which the loss of every step stands.
 *
 * @param jobs of the file, from oldest to newest
 */
export async function findTuned(
  jobs: readonly Job[],
  base: string,
  { port, digest }: { readonly port: ReadablePort; readonly digest: Digest },
  signal: AbortSignal,
): Promise<FoundTuned> {
  const job = jobs.findLast(({ spec, target }) => spec.kind === 'train' && target === port.name);
  if (job === undefined) return none(`Nothing was trained on "${port.name}" yet.`);
  if (job.state !== 'done')
    return none(`The training ${job.id} is ${job.state}${job.why ? `: ${job.why}` : '.'}`);
  const evidence = job.spec.tasks.map((task) => task.evidence).find(({ kind }) => kind === 'trainer-state');
  if (evidence?.kind !== 'trainer-state' || job.folder === undefined)
    return none(`The training ${job.id} does not tell where its model lies.`);
  const record = await readText(port, job.id, evidence.path, signal);
  if (typeof record !== 'string') return none(record.why);
  const checkpoint = folderOf(evidence.path);
  const adapter = await readText(port, job.id, `${checkpoint}/adapter_config.json`, signal);
  if (typeof adapter !== 'string' && !adapter.isMissing) return none(adapter.why);
  const rank = typeof adapter === 'string' ? rankIn(adapter) : undefined;
  if (typeof adapter === 'string' && rank === undefined)
    return none(`The adapter of the training ${job.id} does not tell its rank.`);
  return {
    kind: 'tuned',
    model: {
      kind: 'tuned',
      base,
      job: job.id,
      checkpoint: digest(record).slice(0, DIGEST_LENGTH),
      folder: `${job.folder}/${checkpoint}`,
      ...(rank === undefined ? {} : { adapter: { rank } }),
    },
  };
}

async function readText(
  port: ReadablePort,
  id: JobId,
  path: string,
  signal: AbortSignal,
): Promise<string | { readonly isMissing: boolean; readonly why: string }> {
  const read = await port.readFile(id, path, LARGEST_RECORD, signal);
  if (read.kind === 'ok') return new TextDecoder().decode(read.value);
  return { isMissing: read.failure.kind === 'not-there', why: read.failure.message };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

const adapterShape = v.object({ r: v.pipe(v.number(), v.integer(), v.minValue(1)) });

function rankIn(text: string): number | undefined {
  try {
    const read = v.safeParse(adapterShape, JSON.parse(text));
    return read.success ? read.output.r : undefined;
  } catch {
    return undefined;
  }
}

function none(why: string): FoundTuned {
  return { kind: 'none', why };
}
