import type { createAlarmTally } from '../../core/metrics/alarmTally.ts';
import type { reportOf } from '../../core/metrics/report.ts';
import type { gatherReport } from '../../core/report/gatherReport.ts';
import type { htmlReport, ReportAssets } from '../../core/report/htmlReport.ts';
import type { showComparison } from '../../core/results/comparisonView.ts';
import type { gradersView } from '../../core/results/gradersView.ts';
import type { overviewOf } from '../../core/results/overview.ts';
import type { peopleOf } from '../../core/review/peopleOf.ts';
import type { createReviewDesk } from '../../core/review/reviewDesk.ts';
import type { csvForm } from '../../core/tables/csvForm.ts';
import type { latexForm } from '../../core/tables/latexForm.ts';
import type { markdownForm } from '../../core/tables/markdownForm.ts';
import type { studyTable } from '../../core/tables/studyTable.ts';

/** What works out statistics, tables and reports, and what the review draws: loaded when somebody first asks. */
export interface Measuring {
  readonly createAlarmTally: typeof createAlarmTally;
  readonly createReviewDesk: typeof createReviewDesk;
  readonly csvForm: typeof csvForm;
  readonly gatherReport: typeof gatherReport;
  readonly gradersView: typeof gradersView;
  readonly htmlReport: typeof htmlReport;
  readonly latexForm: typeof latexForm;
  readonly markdownForm: typeof markdownForm;
  readonly overviewOf: typeof overviewOf;
  readonly peopleOf: typeof peopleOf;
  /** The script and the style of a report that is handed on. */
  readReportAssets(): Promise<ReportAssets>;
  readonly reportOf: typeof reportOf;
  readonly showComparison: typeof showComparison;
  readonly studyTable: typeof studyTable;
}
