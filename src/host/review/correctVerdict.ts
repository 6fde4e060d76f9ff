import type * as vscode from 'vscode';
import type { ResultsPanel } from '../panel/resultsPanel.ts';
import { UserError } from '../userError.ts';
import { askReviewer, reviewerName } from './reviewer.ts';
import type { ReviewPart } from './reviewPart.ts';

/** Opens the review with the text that is selected in the results, so that a person corrects its verdict. */
export async function correctVerdict(
  { panel, review }: { readonly panel: ResultsPanel; readonly review: ReviewPart },
  atCursor: () => Promise<{ readonly skillset: vscode.Uri; readonly sample: string } | undefined>,
): Promise<void> {
  const chosen = panel.selected() ?? (await atCursor());
  if (chosen === undefined)
    throw new UserError(
      'No text is chosen: select one in the results, or put the cursor into a graded mix.',
      [{ title: 'Show Results', command: 'skillmix.showResults' }],
    );
  if (reviewerName() === undefined && (await askReviewer()) === undefined) return;
  // A review that is in sight goes on with its own text.
  if (panel.viewOf(chosen.skillset).tab !== 'review') review.wish(chosen.sample);
  panel.showTab(chosen.skillset, 'review');
}
