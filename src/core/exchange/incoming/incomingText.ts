import type { CriterionPoint } from '../../grading/criterion.ts';
import { markNamed } from '../../grading/markNamed.ts';
import type { Mix } from '../../mixes/mix.ts';
import { mixIdOf } from '../../mixes/mixId.ts';
import { canonicalJson } from '../../runs/callKey.ts';
import type { CallRecord, ChatMessage, Digest } from '../../runs/ports.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  RunId,
  Sample,
  SampleId,
  SampleResult,
  Sampling,
} from '../../runs/records.ts';

/** A text from elsewhere, with what was said of it: parsed, and not yet a record of the store. */
export interface IncomingText {
  readonly mix: Mix;
  readonly split: string;
  readonly seed?: number;
  readonly student: string;
  readonly sampling?: Sampling;
  readonly generation: number;
  readonly promptVersion: string;
  readonly result: SampleResult;
  /** The answer of turn 1. */
  readonly draft?: string;
  /** What was asked and what came, turn by turn. Empty where that is not known. */
  readonly turns: readonly IncomingTurn[];
  readonly gradings: readonly IncomingGrading[];
  /** Tells apart what is the same in all else: the same words for the same mix, twice in one table. From 1. */
  readonly occurrence: number;
}

export interface IncomingTurn {
  /** All that was asked in this turn, with the turns before it. */
  readonly messages: readonly ChatMessage[];
  readonly reply: string;
}

export interface IncomingGrading {
  readonly grader: string;
  /** From 1. */
  readonly round: number;
  readonly rubricVersion: string;
  readonly result: GradingResult;
}

/** What the store is to keep of one incoming text. */
export interface IncomingRecords {
  readonly calls: readonly CallRecord[];
  readonly sample: Sample;
  readonly gradings: readonly Grading[];
}

/** Where the records belong, and since when. */
export interface IncomingPlace {
  readonly runId: RunId;
  /** As in `Run.file`. */
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The records of a text. All ids follow from the content, so that the same import gives the same records. */
export function recordsOf(text: IncomingText, place: IncomingPlace, digest: Digest): IncomingRecords {
  const calls = text.turns.map((turn) => callOf(text, turn, place, digest));
  const sample = sampleOf(text, place, calls, digest);
  return { calls, sample, gradings: text.gradings.map((grading) => gradingOf(grading, sample, digest)) };
}

/** The point of a grader, with the mark of the name rule, which no other tool sets. */
export function gradedOf(mix: Mix, text: string, points: readonly CriterionPoint[]): GradingResult {
  return { kind: 'graded', points: markNamed(mix, text, points) };
}

/** Not an address that can be asked: what is imported never stands for a call of an endpoint. */
const ELSEWHERE = { name: 'import', kind: 'openai', address: 'import' } as const;

/** A turn as a call. It names no run, because none of ours has paid for it. */
function callOf(text: IncomingText, turn: IncomingTurn, place: IncomingPlace, digest: Digest): CallRecord {
  const request = { model: text.student, messages: turn.messages, ...text.sampling };
  return {
    key: digest(canonicalJson({ import: request, reply: turn.reply })),
    endpoint: ELSEWHERE,
    request,
    purpose: 'generate',
    outcome: { kind: 'reply', reply: { text: turn.reply, finish: 'stop', raw: null } },
    startedAt: place.createdAt,
    duration: 0,
    tries: 1,
  };
}

function sampleOf(
  text: IncomingText,
  { runId, file, createdAt }: IncomingPlace,
  calls: readonly CallRecord[],
  digest: Digest,
): Sample {
  const { student, generation, promptVersion, result, split, seed, sampling, draft, occurrence } = text;
  const id = mixIdOf(text.mix, digest);
  const callKeys = calls.map(({ key }) => key);
  const content = {
    ...{ file, id, split, seed, student, sampling, generation, promptVersion, result, draft },
    ...{ callKeys, occurrence },
  };
  return {
    id: digest(canonicalJson(content)).slice(0, 32) as SampleId,
    runId,
    file,
    mix: {
      ...{ id, skills: text.mix.skills, topic: text.mix.topic, split },
      ...(seed === undefined ? {} : { seed }),
    },
    student,
    ...(sampling === undefined ? {} : { sampling }),
    generation,
    promptVersion,
    createdAt,
    result,
    callKeys,
    ...(draft === undefined ? {} : { draft }),
  };
}

/**
 * No call key: a key of the content would be shared by rounds that happen to agree, and one of the place would hide
 * rounds that are copies of one. So the alarm about rounds goes by their words.
 */
function gradingOf(grading: IncomingGrading, sample: Sample, digest: Digest): Grading {
  const content = { sample: sample.id, ...grading };
  return {
    id: digest(canonicalJson(content)).slice(0, 32) as GradingId,
    sampleId: sample.id,
    createdAt: sample.createdAt,
    ...grading,
  };
}
