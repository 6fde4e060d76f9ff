import type { CriterionPoint } from '../../grading/criterion.ts';
import { markNamed } from '../../grading/markNamed.ts';
import type { Mix } from '../../mixes/mix.ts';
import { mixIdOf } from '../../mixes/mixId.ts';
import { canonicalJson } from '../../runs/callKey.ts';
import type { CallRecord, ChatMessage, Digest, ModelRequest } from '../../runs/ports.ts';
import type {
  Grading,
  GradingId,
  GradingResult,
  MixId,
  Review,
  ReviewDraw,
  ReviewId,
  ReviewPoint,
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
  /** What people said of it. */
  readonly reviews: readonly IncomingReview[];
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

export interface IncomingReview {
  readonly reviewer: string;
  readonly isBlind: boolean;
  /** Chance chose the text. */
  readonly isByChance: boolean;
  readonly points: readonly ReviewPoint[];
}

/** What the store is to keep of one incoming text. */
export interface IncomingRecords {
  readonly calls: readonly CallRecord[];
  readonly sample: Sample;
  readonly gradings: readonly Grading[];
  readonly reviews: readonly Review[];
}

/** Where the records belong, and since when. */
export interface IncomingPlace {
  readonly runId: RunId;
  /** As in `Run.file`. */
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What the records of a text are called. It follows from the content, so that the same import gives the same records. */
export interface IncomingIds {
  readonly mix: MixId;
  /** In the order of the turns. */
  readonly calls: readonly string[];
  readonly sample: SampleId;
  /** In the order of the gradings. */
  readonly gradings: readonly GradingId[];
  /** In the order of the reviews. */
  readonly reviews: readonly ReviewId[];
}

/** @param file as in `Run.file` */
export function idsOf(text: IncomingText, file: string, digest: Digest): IncomingIds {
  const mix = mixIdOf(text.mix, digest);
  const calls = text.turns.map(({ messages, reply }) =>
    digest(canonicalJson({ import: requestOf(text, messages), reply })),
  );
  const { student, generation, promptVersion, result, split, seed, sampling, draft, occurrence } = text;
  const content = {
    ...{ file, id: mix, split, seed, student, sampling, generation, promptVersion, result, draft },
    ...{ callKeys: calls, occurrence },
  };
  const sample = digest(canonicalJson(content)).slice(0, 32) as SampleId;
  const gradings = text.gradings.map(
    (grading) => digest(canonicalJson({ sample, ...grading })).slice(0, 32) as GradingId,
  );
  const reviews = text.reviews.map(
    (review) => digest(canonicalJson({ sample, review })).slice(0, 32) as ReviewId,
  );
  return { mix, calls, sample, gradings, reviews };
}

/** The records of a text. */
export function recordsOf(text: IncomingText, ids: IncomingIds, place: IncomingPlace): IncomingRecords {
  return {
    calls: text.turns.map((turn, index) => callOf(text, turn, ids.calls[index] ?? '', place)),
    sample: sampleOf(text, ids, place),
    gradings: gradingsOf(text, ids, place),
    reviews: reviewsOf(text, ids, place),
  };
}

/** Those that came by chance stand at the beginning of an order of which nothing else is known. */
function reviewsOf({ reviews }: IncomingText, ids: IncomingIds, { createdAt }: IncomingPlace): Review[] {
  return reviews.flatMap(({ reviewer, isBlind, isByChance, points }, index) => {
    const id = ids.reviews[index];
    if (id === undefined) return [];
    const draw: ReviewDraw = isByChance ? { kind: 'random', seed: 0, place: 0 } : { kind: 'picked' };
    return [{ id, sampleId: ids.sample, reviewer, createdAt, isBlind, draw, points }];
  });
}

/**
 * No call key: a key of the content would be shared by rounds that happen to agree, and one of the place would hide
 * rounds that are copies of one. So the alarm about rounds goes by their words.
 */
export function gradingsOf(
  { gradings }: IncomingText,
  ids: IncomingIds,
  { createdAt }: Pick<IncomingPlace, 'createdAt'>,
): Grading[] {
  return gradings.flatMap((grading, index) => {
    const id = ids.gradings[index];
    return id === undefined ? [] : [{ id, sampleId: ids.sample, createdAt, ...grading }];
  });
}

/** The point of a grader, with the mark of the name rule, which no other tool sets. */
export function gradedOf(mix: Mix, text: string, points: readonly CriterionPoint[]): GradingResult {
  return { kind: 'graded', points: markNamed(mix, text, points) };
}

/** Not an address that can be asked: what is imported never stands for a call of an endpoint. */
const ELSEWHERE = { name: 'import', kind: 'openai', address: 'import' } as const;

function requestOf({ student, sampling }: IncomingText, messages: readonly ChatMessage[]): ModelRequest {
  return { model: student, messages, ...sampling };
}

/** A turn as a call. It names no run, because none of ours has paid for it. */
function callOf(
  text: IncomingText,
  { messages, reply }: IncomingTurn,
  key: string,
  { createdAt }: IncomingPlace,
): CallRecord {
  return {
    ...{ key, endpoint: ELSEWHERE, request: requestOf(text, messages), purpose: 'generate' },
    outcome: { kind: 'reply', reply: { text: reply, finish: 'stop', raw: null } },
    ...{ startedAt: createdAt, duration: 0, tries: 1 },
  };
}

function sampleOf(text: IncomingText, ids: IncomingIds, { runId, file, createdAt }: IncomingPlace): Sample {
  const { student, generation, promptVersion, result, split, seed, sampling, draft } = text;
  return {
    ...{ id: ids.sample, runId, file, student, generation, promptVersion, createdAt, result },
    mix: {
      ...{ id: ids.mix, skills: text.mix.skills, topic: text.mix.topic, split },
      ...(seed === undefined ? {} : { seed }),
    },
    ...(sampling === undefined ? {} : { sampling }),
    callKeys: ids.calls,
    ...(draft === undefined ? {} : { draft }),
  };
}
