import { join } from 'node:path';
import { createMeasuringThread } from './adapters/measuring/createMeasuringThread.ts';

/** Tables, reports, the review, and the way to the thread that works out figures. A bundle of its own, loaded by then. */
export { readReportAssets } from './adapters/exchange/reportAssets.ts';
export { htmlReport } from './core/report/htmlReport.ts';
export { createReviewDesk } from './core/review/reviewDesk.ts';
export { csvForm } from './core/tables/csvForm.ts';
export { latexForm } from './core/tables/latexForm.ts';
export { markdownForm } from './core/tables/markdownForm.ts';
export { studyTable } from './core/tables/studyTable.ts';

/** It runs the bundle beside this one. */
export const startThread = () => createMeasuringThread(join(__dirname, 'statistics.cjs'));
