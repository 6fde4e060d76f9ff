import type * as vscode from 'vscode';
import type { ReviewDesk } from '../../core/review/reviewDesk.ts';
import type { ReviewDraft, ReviewFromPage, ReviewToPage, ReviewView } from '../../protocol/review.ts';
import type { Engine } from '../engine.ts';
import type { Projects } from '../language/projects.ts';
import { graderNames } from '../models/models.ts';
import type { PanelPart, PartPage } from '../panel/resultsPanel.ts';
import { skillsetIn } from '../panel/scenes.ts';
import { readSettings } from '../settings.ts';
import type { Stores } from '../stores.ts';
import { readFromReview } from './fromReview.ts';
import { askReviewer, reviewerName } from './reviewer.ts';

export interface ReviewTools {
  readonly engine: Engine;
  readonly projects: Projects;
  readonly stores: Stores;
  readonly log: vscode.LogOutputChannel;
}

export interface ReviewPart extends PanelPart {
  /** The review begins with this text, whose verdict is to be corrected, when it comes into sight. */
  wish(sampleId: string): void;
}

/** The review in the results panel: one desk, for the skillset and the reviewer of the moment. */
export function createReviewPart({ engine, projects, stores, log }: ReviewTools): ReviewPart {
  let desk: { readonly skillset: string; readonly at: Promise<ReviewDesk | undefined> } | undefined;
  /** What a panel that was closed leaves behind. */
  let draft: ReviewDraft | undefined;
  /** To be corrected when the review comes into sight. */
  let wished: string | undefined;
  /** One after the other: what a key does rests on what the key before it did. */
  let doing: Promise<void> = Promise.resolve();

  async function makeDesk(skillset: vscode.Uri, reviewer: string): Promise<ReviewDesk | undefined> {
    const open = await stores.existing(skillset);
    if (open === undefined) return undefined;
    const { createReviewDesk } = await engine.measuring();
    const file = await skillsetIn(projects, skillset);
    return createReviewDesk({
      ...{ store: open.store, file: open.file, reviewer, seed: file?.seed ?? 0 },
      ...{ clock: engine.clock, digest: engine.digest },
      graders: file === undefined ? [] : graderNames(file, readSettings(skillset)),
    });
  }

  /** The texts are read anew each time that the review comes into sight. */
  async function open(skillset: vscode.Uri, sampleId: string | undefined): Promise<ReviewView> {
    const reviewer = reviewerName();
    if (reviewer === undefined) return { stage: { kind: 'nameless' }, parts: [] };
    const making = makeDesk(skillset, reviewer);
    desk = { skillset: skillset.toString(), at: making };
    const made = await making;
    if (made === undefined) return { reviewer, stage: { kind: 'none', why: NO_RESULTS }, parts: [] };
    const correcting = wished;
    wished = undefined;
    return correcting === undefined ? made.open(sampleId) : made.correct(correcting);
  }

  async function answer(request: ReviewFromPage, skillset: vscode.Uri): Promise<ReviewView | undefined> {
    if (request.kind === 'review-correct') {
      wished = request.sampleId;
      return undefined;
    }
    if (request.kind === 'review-name')
      return (await askReviewer()) === undefined ? undefined : open(skillset, undefined);
    if (request.kind === 'review-draft') {
      draft = request.draft;
      return undefined;
    }
    if (request.kind === 'review-open') return open(skillset, request.sampleId ?? draft?.sampleId);
    const at = desk?.skillset === skillset.toString() ? await desk.at : undefined;
    if (at === undefined) return open(skillset, undefined);
    if (request.kind === 'review-next') return at.next();
    if (request.kind === 'review-figures') return at.figures();
    if (request.kind === 'review-skip') return at.skip(request.sampleId);
    const view = await at.answer(request.sampleId, request.answers);
    stores.changed();
    return view;
  }

  async function receive(message: unknown, page: PartPage): Promise<void> {
    const request = readFromReview(message);
    if (request === undefined) return log.warn('The review sent a message that is not understood.');
    const view = await answer(request, page.skillset);
    if (view === undefined) return;
    const shown: ReviewToPage = { kind: 'review-view', view, ...(draft === undefined ? {} : { draft }) };
    await page.post(shown);
  }

  return {
    name: 'review',
    wish: (sampleId) => {
      wished = sampleId;
    },
    receive(message, page) {
      const done = doing.then(() => receive(message, page));
      doing = done.catch(() => undefined);
      return done;
    },
  };
}

const NO_RESULTS =
  'There are no results of this file yet, or the workspace is not trusted. Generate and grade some texts first.';
