import type { ReviewAnswer, ReviewStage, ReviewView } from '../../protocol/review.ts';
import { criteriaOf, criterionId } from '../grading/criterion.ts';
import { estimateText } from '../report/words.ts';
import { sampleDetail } from '../results/sampleDetail.ts';
import { canonicalJson } from '../runs/callKey.ts';
import type { ClockPort, Digest, StorePort } from '../runs/ports.ts';
import type { Review, ReviewDraw, ReviewId, Sample, SampleId } from '../runs/records.ts';
import { agreementRows } from './agreementRows.ts';
import { peopleAgreement } from './peopleAgreement.ts';
import { questionOf } from './question.ts';
import { type PreparedTexts, prepareTexts, type QueueItem, type ReviewQueue, reviewQueue } from './queue.ts';
import { wordsOf } from './words.ts';

export interface DeskOptions {
  readonly store: Pick<
    StorePort,
    'findSample' | 'samples' | 'gradings' | 'reviews' | 'reviewCandidates' | 'saveReview'
  >;
  /** As in `Sample.file`. */
  readonly file: string;
  readonly reviewer: string;
  /** The study's. */
  readonly seed: number;
  readonly clock: Pick<ClockPort, 'now'>;
  readonly digest: Digest;
  /** Those whose points are shown first. */
  readonly graders: readonly string[];
}

/** Where one reviewer goes through the texts of one file. Each method gives the state of the page after it. */
export interface ReviewDesk {
  /** Begins or goes on; with a text that is still to be reviewed, with that one, and with a reviewed one at its points. */
  open(sampleId?: string): Promise<ReviewView>;
  /** A text that the reviewer has picked, with everybody's points in sight. */
  correct(sampleId: string): Promise<ReviewView>;
  /** Keeps what is said of the text in hand, as far as it is new: the first word blind, later words not. */
  answer(sampleId: string, answers: readonly ReviewAnswer[]): Promise<ReviewView>;
  /** Another text; the skipped ones come again after all others. */
  skip(sampleId: string): Promise<ReviewView>;
  next(): Promise<ReviewView>;
  /** How far graders agree with all who have reviewed; the text in hand stays. */
  figures(): Promise<ReviewView>;
}

/** Reads the texts now: what is graded later is there when the desk is made anew. */
export async function createReviewDesk(options: DeskOptions): Promise<ReviewDesk> {
  const { store, file, reviewer } = options;
  const candidates = await store.reviewCandidates(file);
  const texts: PreparedTexts = prepareTexts(candidates, options.seed, options.digest);
  const own = (await store.reviews({ file })).filter((review) => review.reviewer === reviewer);
  const skipped = new Set<SampleId>();
  /** The text in hand, how it came there, and whether its points are in sight. */
  let inHand:
    | { readonly sample: Sample; readonly draw: ReviewDraw; readonly isRevealed: boolean }
    | undefined;

  const saidOf = (id: SampleId): readonly Review[] => own.filter(({ sampleId }) => sampleId === id);

  function nextItem({ items }: ReviewQueue): QueueItem | undefined {
    const [again] = skipped;
    let skippedItem: QueueItem | undefined;
    for (const item of items()) {
      if (!skipped.has(item.id)) return item;
      if (item.id === again) skippedItem = item;
    }
    return skippedItem;
  }

  async function take(id: SampleId, draw: ReviewDraw, isRevealed: boolean): Promise<ReviewView> {
    const sample = await store.findSample(id);
    inHand = sample === undefined ? undefined : { sample, draw, isRevealed };
    return view();
  }

  async function view(): Promise<ReviewView> {
    return { reviewer, parts: partsNow(), stage: await stage() };
  }

  function partsNow(): ReviewView['parts'] {
    return reviewQueue(texts, own, reviewer).parts;
  }

  async function stage(): Promise<ReviewStage> {
    if (inHand === undefined)
      return candidates.length === 0 ? { kind: 'none', why: NOTHING } : { kind: 'done' };
    const { sample, draw, isRevealed } = inHand;
    const question = questionOf(sample, sample.result.kind === 'text' ? sample.result.text : '');
    if (!isRevealed) return { kind: 'question', question };
    const gradings = await store.gradings({ ids: [sample.id] });
    // People judge whether a skill is shown: the graders' points are shown before the name rule, like theirs.
    const shown = { graders: options.graders, nameRule: false, isInFile: () => false };
    const detail = sampleDetail(sample, gradings, shown);
    return { kind: 'revealed', question, answers: answersIn(saidOf(sample.id)), detail, why: WHY[draw.kind] };
  }

  async function next(): Promise<ReviewView> {
    const item = nextItem(reviewQueue(texts, own, reviewer));
    if (item !== undefined) return take(item.id, item.draw, false);
    inHand = undefined;
    return view();
  }

  async function keep(answers: readonly ReviewAnswer[]): Promise<void> {
    if (inHand === undefined) return;
    const { sample, draw, isRevealed } = inHand;
    const before = new Map(answersIn(saidOf(sample.id)).map((answer) => [answer.criterion, answer]));
    const known = new Set(criteriaOf(sample.mix).map(criterionId));
    const points = answers
      .filter(({ criterion }) => known.has(criterion))
      .filter(({ criterion, point, reason }) => {
        const said = before.get(criterion);
        return said?.point !== point || said.reason !== reason;
      });
    if (points.length === 0) return;
    const content = {
      sampleId: sample.id,
      reviewer,
      createdAt: options.clock.now(),
      isBlind: !isRevealed,
      draw,
      points,
    };
    const id = options.digest(canonicalJson(content)).slice(0, 32) as ReviewId;
    const review: Review = { id, ...content };
    await store.saveReview(review);
    own.push(review);
  }

  return {
    async open(sampleId) {
      const wanted = sampleId as SampleId | undefined;
      const said = wanted === undefined ? [] : saidOf(wanted);
      const draw = said.at(-1)?.draw;
      if (wanted !== undefined && draw !== undefined) return take(wanted, draw, true);
      for (const { id, draw: drawn } of wanted === undefined ? [] : reviewQueue(texts, own, reviewer).items())
        if (id === wanted) return take(id, drawn, false);
      return next();
    },
    correct: (sampleId) => {
      const id = sampleId as SampleId;
      return take(id, saidOf(id).at(-1)?.draw ?? { kind: 'picked' }, true);
    },
    async answer(sampleId, answers) {
      if (inHand?.sample.id !== sampleId) return view();
      const { sample, draw, isRevealed } = inHand;
      const isFirst = saidOf(sample.id).length === 0;
      await keep(answers);
      skipped.delete(sample.id);
      if (isRevealed && !isFirst) return next();
      return saidOf(sample.id).length === 0 ? view() : take(sample.id, draw, true);
    },
    skip(sampleId) {
      const id = sampleId as SampleId;
      // Skipped again, it goes behind the others that were skipped.
      skipped.delete(id);
      skipped.add(id);
      return next();
    },
    next,
    async figures() {
      const reviews = await store.reviews({ file });
      const ids = [...new Set(reviews.map(({ sampleId }) => sampleId))];
      const [samples, gradings] = await Promise.all([store.samples({ ids }), store.gradings({ ids })]);
      const { byChance, chosen } = peopleAgreement(samples, gradings, reviews);
      const figures: ReviewStage = {
        kind: 'figures',
        byChance: agreementRows(byChance, estimateText),
        chosen: agreementRows(chosen, estimateText),
        method: byChance.agreement.method,
      };
      return { reviewer, parts: partsNow(), stage: figures };
    },
  };
}

const NOTHING =
  'No text of this file has a readable grading yet. Grade some texts first; then they can be reviewed.';

const WHY: Readonly<Record<ReviewDraw['kind'], string>> = {
  random: 'Chance chose this text: it counts in the figures about all texts.',
  disagreement: 'This text was chosen because graders or rounds disagree on it.',
  'near-miss': 'This text was chosen because one point is missing.',
  picked: 'You picked this text, so it counts in corrected verdicts only.',
};

/** Of each criterion the newest word of one reviewer. */
function answersIn(reviews: readonly Review[]): ReviewAnswer[] {
  return [...wordsOf(reviews)].flatMap(([criterion, { words }]) =>
    words.map(({ point, reason }) => ({ criterion, point, reason })),
  );
}
