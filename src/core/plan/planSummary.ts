import { formatCount, plural } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import { formatBudget } from './budgetCoverage.ts';
import type { Total } from './estimate.ts';
import { formatLarge, formatMoney } from './formatAmount.ts';
import type { Plan } from './plan.ts';
import type { StudyReport } from './studyReport.ts';

/** What a plan takes, in a few lines: for the one question before it runs. */
export function planSummary({ plans, budget, warnings }: StudyReport): string {
  const lines = plans.flatMap(({ seconds, ...report }) => [
    ...takesLines(report),
    seconds === undefined ? 'Time: not known yet.' : `Time: about ${formatDuration(seconds)}.`,
  ]);
  if (budget === undefined) return [...lines, 'The study has no budget.', ...warnings].join('\n');
  const uncounted =
    budget.unpriced.length === 0 ? [] : ['What has no known price does not count towards the budget.'];
  return [...lines, `${formatBudget(budget)} It is a hard stop.`, ...uncounted, ...warnings].join('\n');
}

/** The texts of a plan, their calls, tokens and money. */
export function takesLines({
  plan: { students, graders, rounds },
  texts,
  total,
}: {
  readonly plan: Pick<Plan, 'students' | 'graders' | 'rounds'>;
  readonly texts: number;
  readonly total: Total;
}): string[] {
  const grading =
    graders.length === 0
      ? 'No grader is chosen: they are not graded.'
      : `Graded by ${graders.join(' and ')}${rounds > 1 ? `, ${plural(rounds, 'round')}` : ''}.`;
  return [
    `${plural(texts, 'text')} by ${students.join(' and ')}. ${grading}`,
    callsLine(total),
    `Tokens: about ${formatLarge(Math.round(total.input.likely))} in, ${formatLarge(Math.round(total.output.likely))} out.`,
    ...costLines(total),
  ];
}

function callsLine({ calls, stored }: Total): string {
  if (stored === 0) return `${plural(calls, 'call')}.`;
  return `${plural(calls, 'call')}; ${formatCount(stored)} of them are stored already and cost nothing.`;
}

function costLines({ live, batch, unpriced }: Total): string[] {
  const gap = `The price of ${unpriced.join(' and ')} is not known.`;
  if (live.likely === 0 && unpriced.length > 0) return [`Cost: ${gap}`];
  const batches = batch === undefined || live.likely === 0 ? '' : `; in batches ${formatMoney(batch)}`;
  return [`Cost: ${formatMoney(live)}${batches}.`, ...(unpriced.length === 0 ? [] : [gap])];
}
