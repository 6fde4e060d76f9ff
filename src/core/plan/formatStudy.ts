import { formatBudget } from './budgetCoverage.ts';
import { formatLeaks } from './formatLeaks.ts';
import { formatPlan } from './formatPlan.ts';
import { planJson } from './planJson.ts';
import type { StudyReport } from './studyReport.ts';
import { wrapped } from './wrap.ts';

/** The report for a terminal of 100 columns. */
export function formatStudy(report: StudyReport, concurrency: number): string {
  const { plans, leaks, trained, budget, warnings } = report;
  const blocks = plans.map((plan) => formatPlan(plan, concurrency));
  if (leaks.length > 0) blocks.push(formatLeaks(leaks, trained));
  if (budget !== undefined) blocks.push(wrapped(formatBudget(budget)));
  if (warnings.length > 0)
    blocks.push(['Look at this', ...warnings.map((warning) => wrapped(`- ${warning}`, '  '))].join('\n'));
  return blocks.join('\n\n\n');
}

export function studyJson(report: StudyReport, options: { readonly withMixes: boolean }): unknown {
  return {
    plans: report.plans.map((plan) => planJson(plan, options)),
    leaks: report.leaks,
    trained: report.trained,
    budget: report.budget ?? null,
    warnings: report.warnings,
  };
}
