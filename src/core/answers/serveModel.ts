import { advanceJob, cancelJob } from '../jobs/advanceJobs.ts';
import { isOpen, type Job } from '../jobs/job.ts';
import type { JobSpec } from '../jobs/jobSpec.ts';
import type { JobTools } from '../jobs/jobTools.ts';
import { prepareJob } from '../jobs/prepareJob.ts';
import { startJob } from '../jobs/startJob.ts';
import type { Tunnel } from '../jobs/targetPort.ts';
import type { ModelFailure, ModelPort } from '../runs/ports.ts';
import type { JobPlace } from './jobsOnTarget.ts';

export interface ServeOptions extends JobPlace {
  readonly spec: JobSpec;
  /** Of the machine that runs it, as `spec` says. */
  readonly serverPort: number;
  /** The endpoint at a port of this machine, with the key that its server asks for. */
  readonly connect: (port: number, key: string | undefined) => ModelPort | Promise<ModelPort>;
  readonly random: () => number;
  readonly onJob: (job: Job) => void;
}

export type Served<T> =
  | { readonly kind: 'served'; readonly value: T }
  /** Says what happened to the server. */
  | { readonly kind: 'failed'; readonly why: string };

/** In milliseconds. */
const LOOK_AGAIN = 2_000;
/** In milliseconds, before a server has a machine. */
const SHORTEST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** At a server that is asked to end: the supervisor kills one that does not, after half a minute. */
const MOST_LOOKS = 30;
/** In milliseconds, from when it runs: a large model takes minutes to load, and to fetch the first time longer. */
const LONGEST_START = 60 * 60_000;

/**
 * Has a model served on a target while `work` asks it, and ends the server after that, whatever happens. One that an
 * earlier process left there is taken up.
 */
export async function serveModel<T>(
  tools: JobTools,
  options: ServeOptions,
  work: (endpoint: ModelPort) => Promise<T>,
  signal: AbortSignal,
): Promise<Served<T>> {
  const job = await serverJob(tools, options, signal);
  options.onJob(job);
  try {
    const reached = await reach(tools, job, options, signal);
    if (reached.kind === 'failed') return reached;
    const { tunnel } = reached;
    try {
      const endpoint = await options.connect(tunnel.port, tunnel.key);
      const why = await untilReady(tools, reached.job, endpoint, signal);
      return why === undefined ? { kind: 'served', value: await work(endpoint) } : { kind: 'failed', why };
    } finally {
      await tunnel.close();
    }
  } finally {
    await endServer(tools, job);
  }
}

type Reached =
  | { readonly kind: 'reached'; readonly tunnel: Tunnel; readonly job: Job }
  | { readonly kind: 'failed'; readonly why: string };

/** However long it waits in a queue: only then is it known which machine runs it. */
async function reach(
  tools: JobTools,
  begun: Job,
  { port, serverPort }: ServeOptions,
  signal: AbortSignal,
): Promise<Reached> {
  let job = begun;
  for (let pause = SHORTEST_PAUSE; isOpen(job.state); pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const tunnel = await port.forward(job.id, serverPort, signal);
    if (tunnel.kind === 'ok') return { kind: 'reached', tunnel: tunnel.value, job };
    if (signal.aborted) return { kind: 'failed', why: CANCELLED };
    if (tunnel.failure.kind !== 'not-there') return { kind: 'failed', why: tunnel.failure.message };
    await tools.clock.sleep(pause, signal);
    job = await advanceJob(tools, job, signal);
  }
  return { kind: 'failed', why: notServing(job) };
}

/** Also where the work was cancelled: nobody else would. One that is still ending would be taken up by the next process. */
async function endServer(tools: JobTools, job: Job): Promise<void> {
  const { signal } = new AbortController();
  let ending = await cancelJob(tools, job, signal);
  for (let looks = 0; isOpen(ending.state) && looks < MOST_LOOKS; looks += 1) {
    await tools.clock.sleep(LOOK_AGAIN, signal);
    ending = await advanceJob(tools, ending, signal);
  }
}

async function serverJob(
  tools: JobTools,
  { file, port, spec, secrets, random }: ServeOptions,
  signal: AbortSignal,
): Promise<Job> {
  const open = await tools.store.jobs({ file, open: true });
  const left = open.find((job) => job.target === port.name && isSameServer(job.spec, spec));
  const now = left && (await advanceJob(tools, left, signal));
  const isThere = now !== undefined && isOpen(now.state);
  const job = isThere ? now : await prepareJob(tools, { file, target: port.name, spec }, random);
  return startJob(tools, job, { secrets: secrets(spec.secrets) }, signal);
}

function isSameServer(one: JobSpec, other: JobSpec): boolean {
  return one.kind === 'serve' && JSON.stringify(one.tasks) === JSON.stringify(other.tasks);
}

/** Undefined: it answers. Otherwise why it never will. */
async function untilReady(
  tools: JobTools,
  begun: Job,
  endpoint: ModelPort,
  signal: AbortSignal,
): Promise<string | undefined> {
  const until = tools.clock.now() + LONGEST_START;
  let job = begun;
  while (isOpen(job.state) && tools.clock.now() < until) {
    if (signal.aborted) return CANCELLED;
    const listed = await endpoint.listModels(signal);
    if (listed.kind === 'models' || isAnswer(listed.failure)) return undefined;
    await tools.clock.sleep(LOOK_AGAIN, signal);
    job = await advanceJob(tools, job, signal);
  }
  return notServing(job);
}

/**
 * The server of Transformers answers with an error where nothing was ever fetched from the hub: it does answer. One that
 * wants another key is not ours, and has its port: ours will end over that.
 */
function isAnswer({ status }: ModelFailure): boolean {
  return status !== undefined && status !== 401 && status !== 403;
}

const CANCELLED = 'It was cancelled before the server was ready.';

function notServing({ id, state, why }: Job): string {
  return why ?? `The server ${id} is ${state} and answers nothing: see its log.`;
}
