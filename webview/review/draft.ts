import type { ReviewAnswer, ReviewCriterion, ReviewDraft, ReviewStage } from '../../src/protocol/review.ts';

/** The draft for a stage: the one that was kept, where it is about the same text, else what the host knows. */
export function draftFor(stage: ReviewStage, kept: ReviewDraft | undefined): ReviewDraft | undefined {
  if (stage.kind !== 'question' && stage.kind !== 'revealed') return undefined;
  const { sampleId, criteria } = stage.question;
  if (kept?.sampleId === sampleId) return { ...kept, at: Math.min(kept.at, criteria.length - 1) };
  return { sampleId, answers: stage.kind === 'revealed' ? stage.answers : [], loose: {}, at: 0 };
}

/** Gives a criterion a point, or leaves it open. */
export function withPoint(draft: ReviewDraft, criterion: string, point: 0 | 1 | undefined): ReviewDraft {
  const others = draft.answers.filter((answer) => answer.criterion !== criterion);
  const reason = reasonOf(draft, criterion);
  if (point === undefined)
    return { ...draft, answers: others, loose: { ...draft.loose, [criterion]: reason } };
  return { ...draft, answers: [...others, { criterion, point, reason }] };
}

export function withReason(draft: ReviewDraft, criterion: string, reason: string): ReviewDraft {
  const answers = draft.answers.map((answer) =>
    answer.criterion === criterion ? { ...answer, reason } : answer,
  );
  return { ...draft, answers, loose: { ...draft.loose, [criterion]: reason } };
}

export function pointOf(draft: ReviewDraft, criterion: string): 0 | 1 | undefined {
  return draft.answers.find((answer) => answer.criterion === criterion)?.point;
}

export function reasonOf(draft: ReviewDraft, criterion: string): string {
  const said = draft.answers.find((answer) => answer.criterion === criterion);
  return said?.reason ?? draft.loose[criterion] ?? '';
}

/** Whether it says anything else than what is kept already. A word that was given cannot be taken back, only changed. */
export function isAmended(draft: ReviewDraft, kept: readonly ReviewAnswer[]): boolean {
  return draft.answers.some(({ criterion, point, reason }) => {
    const before = kept.find((answer) => answer.criterion === criterion);
    return before?.point !== point || before.reason !== reason;
  });
}

/** How many criteria are open. */
export function openIn(draft: ReviewDraft, criteria: readonly ReviewCriterion[]): number {
  return criteria.filter(({ id }) => pointOf(draft, id) === undefined).length;
}

/** Reads what an earlier page kept, perhaps of another version: undefined where it is not understood. */
export function readDraft(saved: unknown): ReviewDraft | undefined {
  const { sampleId, answers, loose, at } = fieldsOf(saved);
  if (typeof sampleId !== 'string' || !Array.isArray(answers)) return undefined;
  return {
    sampleId,
    answers: answers.flatMap(readAnswer),
    loose: Object.fromEntries(Object.entries(fieldsOf(loose)).flatMap(readText)),
    at: typeof at === 'number' && Number.isInteger(at) && at >= 0 ? at : 0,
  };
}

function readAnswer(saved: unknown): ReviewAnswer[] {
  const { criterion, point, reason } = fieldsOf(saved);
  if (typeof criterion !== 'string' || typeof reason !== 'string') return [];
  return point === 0 || point === 1 ? [{ criterion, point, reason }] : [];
}

function readText([key, value]: [string, unknown]): [string, string][] {
  return typeof value === 'string' ? [[key, value]] : [];
}

function fieldsOf(value: unknown): { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
