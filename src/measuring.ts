/** Statistics, tables, reports and the review, for when somebody asks for them. A bundle of its own, loaded by then. */
export { readReportAssets } from './adapters/exchange/reportAssets.ts';
export { createAlarmTally } from './core/metrics/alarmTally.ts';
export { reportOf } from './core/metrics/report.ts';
export { gatherReport } from './core/report/gatherReport.ts';
export { htmlReport } from './core/report/htmlReport.ts';
export { showComparison } from './core/results/comparisonView.ts';
export { gradersView } from './core/results/gradersView.ts';
export { overviewOf } from './core/results/overview.ts';
export { peopleOf } from './core/review/peopleOf.ts';
export { createReviewDesk } from './core/review/reviewDesk.ts';
export { csvForm } from './core/tables/csvForm.ts';
export { latexForm } from './core/tables/latexForm.ts';
export { markdownForm } from './core/tables/markdownForm.ts';
export { studyTable } from './core/tables/studyTable.ts';
