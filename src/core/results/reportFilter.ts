import type { PanelFilter } from '../../protocol/panel.ts';
import type { ReportFilter } from '../metrics/report.ts';

/** The part of a filter that figures go by. */
export function reportFilter({
  student,
  grader,
  split,
  k,
}: Pick<PanelFilter, 'student' | 'grader' | 'split' | 'k'>): ReportFilter {
  return {
    ...(student === undefined ? {} : { students: [student] }),
    ...(grader === undefined ? {} : { graders: [grader] }),
    ...(split === undefined ? {} : { splits: [split] }),
    ...(k === undefined ? {} : { ks: [k] }),
  };
}
