import type { ToPage } from '../../src/protocol/panel.ts';
import type { ReviewToPage } from '../../src/protocol/review.ts';

/** The form inside is the host's word, as that of a snapshot is. */
export function isReviewMessage(message: ToPage | ReviewToPage): message is ReviewToPage {
  return message.kind === 'review-view' && 'view' in message && typeof message.view === 'object';
}
