import type { MeasuringPort } from '../../core/measuring/tasks.ts';
import type { htmlReport, ReportAssets } from '../../core/report/htmlReport.ts';
import type { createReviewDesk } from '../../core/review/reviewDesk.ts';
import type { csvForm } from '../../core/tables/csvForm.ts';
import type { latexForm } from '../../core/tables/latexForm.ts';
import type { markdownForm } from '../../core/tables/markdownForm.ts';
import type { studyTable } from '../../core/tables/studyTable.ts';

/** What sets figures out in tables and reports, and what the review draws: loaded when somebody first asks. */
export interface Measuring {
  readonly createReviewDesk: typeof createReviewDesk;
  readonly csvForm: typeof csvForm;
  readonly htmlReport: typeof htmlReport;
  readonly latexForm: typeof latexForm;
  readonly markdownForm: typeof markdownForm;
  /** The script and the style of a report that is handed on. */
  readReportAssets(): Promise<ReportAssets>;
  /** The thread in which figures are worked out. */
  startThread(): MeasuringPort;
  readonly studyTable: typeof studyTable;
}
