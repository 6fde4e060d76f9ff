/** States of the review as a host would send them. */
import type { ReviewQuestion, ReviewView } from '../../src/protocol/review.ts';
import { gradedDetail, sampleText, sampleView } from './snapshots.ts';

const detail = gradedDetail(sampleView(3));

export const question: ReviewQuestion = {
  sampleId: detail.sample.id,
  text: sampleText,
  criteria: detail.criteria.map(({ id, label, kind, definition }) => ({
    id,
    label,
    question: kind === 'skill' ? 'Does the text show this skill?' : `Is the ${kind} right?`,
    ...(definition === undefined
      ? {}
      : { definition, example: 'Asked about the deficit, she praised the weather.' }),
  })),
};

const parts: ReviewView['parts'] = [
  { kind: 'random', texts: 1840, reviewed: 24 },
  { kind: 'disagreement', texts: 212, reviewed: 14 },
  { kind: 'near-miss', texts: 97, reviewed: 9 },
];

export const asking: ReviewView = { reviewer: 'Ann Example', parts, stage: { kind: 'question', question } };

export const askingNext: ReviewView = {
  ...asking,
  stage: { kind: 'question', question: { ...question, sampleId: 'another', text: 'Another text.' } },
};

/** The reviewer denies the first criterion and gives the others. */
export const revealed: ReviewView = {
  ...asking,
  stage: {
    kind: 'revealed',
    question,
    answers: question.criteria.map(({ id }, at) => ({
      ...{ criterion: id, point: at === 0 ? 0 : 1, reason: at === 0 ? 'It is only a digression.' : '' },
    })),
    detail,
    why: 'Chance chose this text: it counts in the figures about all texts.',
  },
};

const row = {
  grader: 'openai/gpt-4o',
  points: 240,
  agree: '.91 [.86, .94]',
  kappa: '.71 [.60, .80]',
  onlyGrader: 18,
};

export const figures: ReviewView = {
  ...asking,
  stage: {
    kind: 'figures',
    byChance: {
      texts: 48,
      rows: ['skills, topic and sense', 'topic', 'skill red herring'].map((on) => ({
        ...row,
        on,
        onlyPeople: 4,
      })),
    },
    chosen: { texts: 0, rows: [] },
    method: 'Cohen’s kappa (Cohen 1960); intervals from the jackknife over mixes',
  },
};
