import { rubricVersion } from '../grading/graderPrompt.ts';
import type { CallRecord, ModelRequest, StorePort, Usage } from '../runs/ports.ts';
import { AUTHOR, type Grading, type Sample, type SampleId } from '../runs/records.ts';

/** What the store holds already that a plan needs. */
export interface Survey {
  readonly texts: ReadonlyMap<SampleId, StoredText>;
  /** Some of the calls, the newest: what calls of the same kind will be like. */
  readonly calls: readonly StoredCall[];
}

export interface StoredText {
  readonly state: Sample['result']['kind'];
  /** How many of its calls are there. */
  readonly calls: number;
  /** By `roundName`: those that need not be asked again. */
  readonly gradings: ReadonlySet<string>;
}

export interface StoredCall {
  /** As `endpoint/model`. */
  readonly model: string;
  readonly purpose: CallRecord['purpose'];
  readonly k: number;
  /** Of what was sent, by `charactersIn`. */
  readonly characters: number;
  readonly usage?: Usage;
  /** In milliseconds; missing for one that was answered in a batch. */
  readonly duration?: number;
}

export const NOTHING_STORED: Survey = { texts: new Map(), calls: [] };

/** Reads what the runs of a file have left in the store. */
export async function surveyOf(
  store: Pick<StorePort, 'eachSample' | 'findCall'>,
  file: string,
): Promise<Survey> {
  const texts = new Map<SampleId, StoredText>();
  const newest = new Map<string, CallToRead[]>();
  await store.eachSample({ file }, (sample, gradings) => {
    texts.set(sample.id, storedText(sample, gradings));
    for (const call of callsOf(sample, gradings)) remember(newest, call);
  });
  const read = [...newest.values()]
    .flat()
    .map(async (call) => storedCall(call, await store.findCall(call.key)));
  return { texts, calls: (await Promise.all(read)).flat() };
}

export function roundName(grader: string, round: number): string {
  return `${grader} ${round}`;
}

/** Of the messages. A schema is part of a call's price too, and so of the ratio of characters to tokens. */
export function charactersIn(messages: ModelRequest['messages']): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

function storedText({ result, callKeys }: Sample, gradings: readonly Grading[]): StoredText {
  const settled = gradings.filter(
    (grading) => grading.result.kind !== 'failed' && grading.rubricVersion === rubricVersion,
  );
  return {
    state: result.kind,
    calls: result.kind === 'failed' ? callKeys.length : 2,
    gradings: new Set(settled.map(({ grader, round }) => roundName(grader, round))),
  };
}

interface CallToRead extends Pick<StoredCall, 'model' | 'purpose' | 'k'> {
  readonly key: string;
}

function callsOf({ student, callKeys, mix }: Sample, gradings: readonly Grading[]): CallToRead[] {
  const k = mix.skills.length;
  const written = student === AUTHOR ? [] : callKeys;
  return [
    ...written.map((key) => ({ model: student, purpose: 'generate' as const, k, key })),
    ...gradings.flatMap(({ grader, callKey }) =>
      callKey === undefined ? [] : { model: grader, purpose: 'grade' as const, k, key: callKey },
    ),
  ];
}

/** Calls of one kind that are looked at. */
const LOOKED_AT = 40;

/** Samples come oldest first, so that the newest calls stay. */
function remember(newest: Map<string, CallToRead[]>, call: CallToRead): void {
  const kind = `${call.purpose} ${call.k} ${call.model}`;
  const calls = newest.get(kind) ?? [];
  newest.set(kind, calls);
  calls.push(call);
  if (calls.length > LOOKED_AT) calls.shift();
}

function storedCall({ model, purpose, k }: CallToRead, call: CallRecord | undefined): StoredCall[] {
  if (call?.outcome.kind !== 'reply') return [];
  const { usage } = call.outcome.reply;
  return [
    {
      model,
      purpose,
      k,
      characters: charactersIn(call.request.messages),
      ...(usage !== undefined && { usage }),
      ...(call.batchId === undefined && { duration: call.duration }),
    },
  ];
}
