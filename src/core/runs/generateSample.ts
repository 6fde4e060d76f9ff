import { extractAnswer } from '../generation/answer.ts';
import { firstTurn, promptVersion, secondTurn } from '../generation/prompts.ts';
import { type Answered, type AskEvent, type AskTools, ask } from './ask.ts';
import { callKey } from './callKey.ts';
import type { ChatMessage, ModelFailure, ModelPort, ModelReply, ModelRequest } from './ports.ts';
import type { MixRecord, RunId, Sample, SampleId, SamplePurpose, SampleResult, Sampling } from './records.ts';

export interface Student {
  /** `endpoint/model`, as samples name it. */
  readonly name: string;
  readonly model: string;
  readonly port: ModelPort;
  readonly sampling: Sampling;
}

export interface GenerationTask {
  readonly runId: RunId;
  readonly file: string;
  readonly mix: MixRecord;
  readonly student: Student;
  /** Which of several texts for this mix, from 1. */
  readonly generation: number;
  /** The part of the study that the text is for. */
  readonly purpose?: SamplePurpose;
  /** Ask anew where the stored reply held no usable answer. */
  readonly retryUnreadable?: boolean;
}

export type TurnEvent = AskEvent & { readonly turn: 1 | 2 };

export type Generated =
  /** `cached`: nothing was paid, both replies were there. */
  | {
      readonly kind: 'sample';
      readonly sample: Sample;
      readonly cached: boolean;
      readonly failure?: ModelFailure;
    }
  | { readonly kind: 'cancelled' };

/** Lets a student write one text in two turns, and keeps it. The text that counts is that of turn 2 (PROTOCOL). */
export async function generateSample(
  tools: AskTools,
  task: GenerationTask,
  options: { readonly signal: AbortSignal; readonly watch?: (event: TurnEvent) => void },
): Promise<Generated> {
  const known = await tools.store.findSample(sampleIdOf(tools, task));
  if (known !== undefined && isSettled(known, task)) return { kind: 'sample', sample: known, cached: true };
  const opening = firstTurn(task.mix);
  const first = await askTurn(tools, task, { turn: 1, messages: opening }, options);
  if (first.kind === 'failure') return endWithFailure(tools, task, first.failure, []);
  const draft = extractAnswer(first.reply.text);
  const kept = draft.kind === 'answer' ? { draft: draft.text } : {};
  if (first.reply.text.trim() === '') {
    const result: SampleResult = { kind: 'unreadable', why: 'the reply of turn 1 is empty' };
    return keep(tools, task, { result, callKeys: [first.key] }, first.cached);
  }
  const messages = secondTurn(task.mix, opening, first.reply.text);
  const second = await askTurn(tools, task, { turn: 2, messages }, options);
  if (second.kind === 'failure') return endWithFailure(tools, task, second.failure, [first.key], kept);
  const result = readReply(second.reply);
  return keep(
    tools,
    task,
    { result, callKeys: [first.key, second.key], ...kept },
    first.cached && second.cached,
  );
}

/**
 * The id of a sample: the same mix, split, student, settings, prompts and generation give the same one. So does not
 * another address: what a server on this machine wrote never stands for the provider of the same name.
 */
export function sampleIdOf(tools: Pick<AskTools, 'digest'>, task: GenerationTask): SampleId {
  const { file, mix, student, generation, purpose } = task;
  const { name, sampling, port } = student;
  const parts = [
    file,
    port.identity.address,
    mix.id,
    mix.split,
    name,
    sampling.temperature,
    sampling.maxTokens,
    generation,
    promptVersion,
    ...(purpose === undefined ? [] : [purpose]),
  ];
  return tools.digest(JSON.stringify(parts)).slice(0, 32) as SampleId;
}

function isSettled({ result }: Sample, task: GenerationTask): boolean {
  return result.kind === 'text' || (result.kind === 'unreadable' && !task.retryUnreadable);
}

function readReply(reply: ModelReply): SampleResult {
  if (reply.finish === 'refusal') return { kind: 'unreadable', why: 'the student refused' };
  const answer = extractAnswer(reply.text);
  if (answer.kind === 'unusable') return { kind: 'unreadable', why: answer.why };
  if (reply.finish === 'length' && answer.explanation === undefined) {
    return { kind: 'unreadable', why: 'the reply was cut off at the token limit: allow more tokens' };
  }
  const { text, explanation } = answer;
  return explanation === undefined ? { kind: 'text', text } : { kind: 'text', text, explanation };
}

interface Turn {
  readonly turn: 1 | 2;
  readonly messages: readonly ChatMessage[];
}

async function askTurn(
  tools: AskTools,
  task: GenerationTask,
  { turn, messages }: Turn,
  options: { readonly signal: AbortSignal; readonly watch?: (event: TurnEvent) => void },
): Promise<Answered> {
  const { student, generation } = task;
  const request: ModelRequest = { model: student.model, messages, ...student.sampling };
  const { watch, signal } = options;
  const attempt = await freeAttempt(tools, task, request, `generation ${generation} turn ${turn}`);
  const question = { port: student.port, request, purpose: 'generate', attempt } as const;
  if (watch === undefined) return ask(tools, question, { signal });
  return ask(tools, question, { signal, watch: (event) => watch({ ...event, turn }) });
}

/** The attempt to ask under: with `retryUnreadable`, the first whose stored reply is not an unusable one. */
async function freeAttempt(
  tools: AskTools,
  task: GenerationTask,
  request: ModelRequest,
  attempt: string,
): Promise<string> {
  if (!task.retryUnreadable) return attempt;
  for (let retry = 0; ; retry += 1) {
    const name = retry === 0 ? attempt : `${attempt} retry ${retry}`;
    const call = await tools.store.findCall(callKey(tools.digest, task.student.port.identity, request, name));
    if (call?.outcome.kind !== 'reply' || readReply(call.outcome.reply).kind === 'text') return name;
  }
}

async function endWithFailure(
  tools: AskTools,
  task: GenerationTask,
  failure: ModelFailure,
  callKeys: readonly string[],
  kept: { readonly draft?: string } = {},
): Promise<Generated> {
  if (failure.kind === 'cancelled') return { kind: 'cancelled' };
  const result: SampleResult = { kind: 'failed', why: failure.message };
  const generated = await keep(tools, task, { result, callKeys, ...kept }, false);
  return generated.kind === 'sample' ? { ...generated, failure } : generated;
}

async function keep(
  tools: AskTools,
  task: GenerationTask,
  outcome: Pick<Sample, 'result' | 'callKeys' | 'draft'>,
  cached: boolean,
): Promise<Generated> {
  const { runId, file, mix, student, generation, purpose } = task;
  const sample: Sample = {
    id: sampleIdOf(tools, task),
    runId,
    file,
    mix,
    student: student.name,
    sampling: student.sampling,
    ...(purpose === undefined ? {} : { purpose }),
    generation,
    promptVersion,
    createdAt: tools.clock.now(),
    ...outcome,
  };
  await tools.store.saveSample(sample);
  return { kind: 'sample', sample, cached };
}
