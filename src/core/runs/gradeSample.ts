import { type GraderRequest, graderRequest, rubricVersion } from '../grading/graderPrompt.ts';
import { readGrading } from '../grading/readGrading.ts';
import { gradeByRule } from '../grading/ruleGrader.ts';
import { votingRounds } from '../grading/votingRounds.ts';
import { type Answered, type AskTools, ask, type Watch } from './ask.ts';
import { callKey, canonicalJson } from './callKey.ts';
import { RULE_GRADER } from './modelRef.ts';
import type { ModelFailure, ModelPort, ModelRequest } from './ports.ts';
import type { Grading, GradingId, GradingResult, Sample } from './records.ts';

/** A model that grades. */
export interface ModelGrader {
  readonly kind: 'model';
  /** `endpoint/model`, as gradings name it. */
  readonly name: string;
  readonly model: string;
  readonly port: ModelPort;
  readonly temperature?: number;
  readonly maxTokens?: number;
}

export type Grader = ModelGrader | { readonly kind: 'rule' };

export interface GradingTask {
  readonly sample: Sample;
  readonly grader: Grader;
  /** From 1. The rule grader, which always says the same, has one round only. */
  readonly round: number;
  /** Ask anew where the stored reply could not be read. */
  readonly retryUnreadable?: boolean;
}

export type Graded =
  | {
      readonly kind: 'grading';
      readonly grading: Grading;
      readonly cached: boolean;
      readonly failure?: ModelFailure;
    }
  /** The rule grader was asked about skills that carry no `check`. */
  | { readonly kind: 'not-gradable'; readonly missing: readonly string[] }
  /** There is no text to grade. */
  | { readonly kind: 'no-text' }
  | { readonly kind: 'cancelled' };

/** The tools of a call, and which endpoints are known to take a JSON schema. */
export interface GradingTools extends AskTools {
  /** By endpoint and model. Filled as it becomes known. */
  readonly takesSchema: Map<string, boolean>;
}

/** Has one sample graded in one round, and keeps the grading. One that is there already is returned as it is. */
export async function gradeSample(
  tools: GradingTools,
  task: GradingTask,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Graded> {
  const { sample, grader } = task;
  if (sample.result.kind !== 'text') return { kind: 'no-text' };
  const { text } = sample.result;
  if (grader.kind === 'rule') return gradeByRules(tools, task, text);
  const known = await tools.store.findGrading(gradingIdOf(tools, task));
  if (known !== undefined && isSettled(known, task)) return { kind: 'grading', grading: known, cached: true };
  const request = graderRequest(sample.mix, text, task.round);
  return gradeByModel(tools, { ...task, grader, text, request }, options);
}

export function graderName(grader: Grader): string {
  return grader.kind === 'rule' ? RULE_GRADER : grader.name;
}

/**
 * A grading of the same id is of the same words by the same grader in the same round.
 * @param before what the rule grader said last, where it says something else now
 */
function gradingIdOf(
  tools: Pick<AskTools, 'digest'>,
  { sample, grader, round }: GradingTask,
  before?: Grading,
): GradingId {
  const text = sample.result.kind === 'text' ? sample.result.text : '';
  const settings =
    grader.kind === 'model'
      ? [grader.port.identity.address, grader.temperature, grader.maxTokens]
      : [before?.id];
  const parts = [sample.id, text, graderName(grader), settings, round, rubricVersion];
  return tools.digest(JSON.stringify(parts)).slice(0, 32) as GradingId;
}

/** It costs nothing to grade by rule, so that is done anew: a check may have been changed, and changed back. */
async function gradeByRules(tools: GradingTools, task: GradingTask, text: string): Promise<Graded> {
  const ruled = gradeByRule(task.sample.mix, text);
  if (ruled.kind === 'not-gradable') return ruled;
  const stored = await tools.store.gradings({ ids: [task.sample.id] });
  const [last] = votingRounds(stored.filter(({ grader }) => grader === RULE_GRADER));
  if (last?.rubricVersion === rubricVersion && canonicalJson(last.result) === canonicalJson(ruled))
    return { kind: 'grading', grading: last, cached: true };
  return keep(tools, task, { result: { kind: 'graded', points: ruled.points } }, false, last);
}

function isSettled(grading: Grading, task: GradingTask): boolean {
  if (grading.result.kind === 'graded') return true;
  return grading.result.kind === 'unreadable' && !task.retryUnreadable;
}

interface ModelTask extends GradingTask {
  readonly grader: ModelGrader;
  readonly text: string;
  readonly request: GraderRequest;
}

async function gradeByModel(
  tools: GradingTools,
  task: ModelTask,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Graded> {
  const answered = await askGrader(tools, task, options);
  if (answered.kind === 'failure') {
    const { failure, key } = answered;
    if (failure.kind === 'cancelled') return { kind: 'cancelled' };
    const result: GradingResult = { kind: 'failed', why: failure.message };
    const graded = await keep(tools, task, { result, callKey: key }, false);
    return graded.kind === 'grading' ? { ...graded, failure } : graded;
  }
  const result = readReply(task, answered.reply);
  return keep(tools, task, { result, callKey: answered.key }, answered.cached);
}

function readReply(
  task: ModelTask,
  reply: { readonly text: string; readonly finish: string },
): GradingResult {
  if (reply.finish === 'refusal') return { kind: 'unreadable', why: 'the grader refused' };
  if (reply.finish === 'length') {
    return { kind: 'unreadable', why: 'the grading was cut off at the token limit: allow more tokens' };
  }
  return readGrading(task.sample.mix, task.text, task.request.id, reply.text);
}

/** Asks for JSON by schema, and in plain words where the endpoint does not take schemas. */
async function askGrader(
  tools: GradingTools,
  task: ModelTask,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Answered> {
  const { grader } = task;
  const { messages, schema } = task.request;
  const plain: ModelRequest = { model: grader.model, messages, ...samplingOf(grader) };
  const withSchema: ModelRequest = { ...plain, schema };
  if (await takesSchema(tools, task, withSchema)) {
    const answered = await askRound(tools, task, withSchema, options);
    if (answered.kind === 'reply') tools.takesSchema.set(grader.name, true);
    if (answered.kind === 'reply' || answered.failure.kind !== 'schema-unsupported') return answered;
    tools.takesSchema.set(grader.name, false);
  }
  return askRound(tools, task, plain, options);
}

/** An endpoint that refused a schema once, now or in an earlier run, is not asked for one again. */
async function takesSchema(tools: GradingTools, task: ModelTask, request: ModelRequest): Promise<boolean> {
  const known = tools.takesSchema.get(task.grader.name);
  if (known !== undefined) return known;
  const call = await tools.store.findCall(keyOf(tools, task, request, attemptOf(task, 0)));
  const refused = call?.outcome.kind === 'failure' && call.outcome.failure.kind === 'schema-unsupported';
  if (refused) tools.takesSchema.set(task.grader.name, false);
  return !refused;
}

async function askRound(
  tools: GradingTools,
  task: ModelTask,
  request: ModelRequest,
  options: { readonly signal: AbortSignal; readonly watch?: Watch },
): Promise<Answered> {
  const attempt = await freeAttempt(tools, task, request);
  return ask(tools, { port: task.grader.port, request, purpose: 'grade', attempt }, options);
}

/** With `retryUnreadable`, the first attempt whose stored reply is not an unreadable one. */
async function freeAttempt(tools: GradingTools, task: ModelTask, request: ModelRequest): Promise<string> {
  if (!task.retryUnreadable) return attemptOf(task, 0);
  for (let retry = 0; ; retry += 1) {
    const attempt = attemptOf(task, retry);
    const call = await tools.store.findCall(keyOf(tools, task, request, attempt));
    if (call?.outcome.kind !== 'reply' || readReply(task, call.outcome.reply).kind === 'graded')
      return attempt;
  }
}

/** Names the sample too: the same words written twice are graded independently. */
function attemptOf({ sample, round }: GradingTask, retry: number): string {
  const attempt = `sample ${sample.id} round ${round}`;
  return retry === 0 ? attempt : `${attempt} retry ${retry}`;
}

function keyOf(tools: GradingTools, task: ModelTask, request: ModelRequest, attempt: string): string {
  return callKey(tools.digest, task.grader.port.identity, request, attempt);
}

function samplingOf({
  temperature,
  maxTokens,
}: ModelGrader): Pick<ModelRequest, 'temperature' | 'maxTokens'> {
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  };
}

async function keep(
  tools: GradingTools,
  task: GradingTask,
  outcome: Pick<Grading, 'result' | 'callKey'>,
  cached: boolean,
  before?: Grading,
): Promise<Graded> {
  const grading: Grading = {
    id: gradingIdOf(tools, task, before),
    sampleId: task.sample.id,
    grader: graderName(task.grader),
    round: task.round,
    rubricVersion,
    createdAt: tools.clock.now(),
    ...outcome,
  };
  await tools.store.saveGrading(grading);
  return { kind: 'grading', grading, cached };
}
