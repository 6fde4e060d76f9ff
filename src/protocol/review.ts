/** What crosses between the host and the review. A question holds nothing of the student or of anybody's points. */
import type { SampleDetail } from './panel.ts';

/** One criterion as a person is asked about it. */
export interface ReviewCriterion {
  /** As in `criterionId`. */
  readonly id: string;
  /** What is to be judged: the skill's name, or the topic, sense or length. */
  readonly label: string;
  /** The question in a sentence. */
  readonly question: string;
  /** Of a skill: what it is. */
  readonly definition?: string;
  /** Of a skill: how it looks. */
  readonly example?: string;
}

/** A text with what is asked about it. */
export interface ReviewQuestion {
  readonly sampleId: string;
  readonly text: string;
  readonly criteria: readonly ReviewCriterion[];
}

export interface ReviewAnswer {
  readonly criterion: string;
  readonly point: 0 | 1;
  /** Empty where none was given. */
  readonly reason: string;
}

/** How far a reviewer is in one part of the queue. */
export interface ReviewPart {
  readonly kind: 'random' | 'disagreement' | 'near-miss';
  readonly texts: number;
  readonly reviewed: number;
}

/** How far graders agree with people on some texts. */
export interface ReviewAgreement {
  readonly texts: number;
  readonly rows: readonly AgreementRow[];
}

/** One grader against the majority of the reviewers. Figures as words, with their 95 % intervals. */
export interface AgreementRow {
  readonly grader: string;
  /** A kind of criterion, a skill, or all of them. */
  readonly on: string;
  /** Criteria of texts that both judged. */
  readonly points: number;
  readonly agree: string;
  readonly kappa: string;
  readonly onlyGrader: number;
  readonly onlyPeople: number;
}

export type ReviewStage =
  | { readonly kind: 'question'; readonly question: ReviewQuestion }
  /** After the reviewer has answered, or where they corrected a text that they had seen with its points. */
  | {
      readonly kind: 'revealed';
      readonly question: ReviewQuestion;
      /** What this reviewer has said so far: of each criterion the newest. */
      readonly answers: readonly ReviewAnswer[];
      /** Student, graders, reasons and evidence. */
      readonly detail: SampleDetail;
      /** Why the text was asked about. */
      readonly why: string;
    }
  | {
      readonly kind: 'figures';
      /** On texts that chance chose: these hold for all texts. */
      readonly byChance: ReviewAgreement;
      /** On texts that were hard or picked. */
      readonly chosen: ReviewAgreement;
      /** How the intervals are made, with the sources. */
      readonly method: string;
    }
  /** Nothing is left to review. */
  | { readonly kind: 'done' }
  /** There is nothing to review; `why` says what to do. */
  | { readonly kind: 'none'; readonly why: string }
  /** Nobody has said yet who reviews. */
  | { readonly kind: 'nameless' };

export interface ReviewView {
  readonly reviewer?: string;
  readonly stage: ReviewStage;
  readonly parts: readonly ReviewPart[];
}

/** What the reviewer has said of the text in hand and not submitted yet, and which criterion is next. */
export interface ReviewDraft {
  readonly sampleId: string;
  readonly answers: readonly ReviewAnswer[];
  /** Reasons of criteria that have no point yet. */
  readonly loose: Readonly<Record<string, string>>;
  /** The place of the criterion in hand. */
  readonly at: number;
}

export type ReviewToPage = {
  readonly kind: 'review-view';
  readonly view: ReviewView;
  /** Of an earlier page, which was closed. */
  readonly draft?: ReviewDraft;
};

export type ReviewFromPage =
  /** The review has come into sight. With a sample that the page had before it was closed, that one comes first. */
  | { readonly kind: 'review-open'; readonly sampleId?: string }
  /** To be kept: the page's own memory ends when its panel is closed. */
  | { readonly kind: 'review-draft'; readonly draft: ReviewDraft }
  | { readonly kind: 'review-answer'; readonly sampleId: string; readonly answers: readonly ReviewAnswer[] }
  /** Another text; this one comes again at the end. */
  | { readonly kind: 'review-skip'; readonly sampleId: string }
  /** On to the next text, once the graders' points have been seen. */
  | { readonly kind: 'review-next' }
  /** The text that comes when the review is opened next, with its points in sight: it is to be corrected. */
  | { readonly kind: 'review-correct'; readonly sampleId: string }
  /** How far graders agree with people. */
  | { readonly kind: 'review-figures' }
  /** Who reviews is to be asked. */
  | { readonly kind: 'review-name' };
