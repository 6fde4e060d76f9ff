import type { ReportFacts } from '../metrics/facts.ts';

/** Who wrote, each once, in the order of their first texts. */
export function studentsOf({ series }: ReportFacts): string[] {
  return [...new Set(series.map(({ writing }) => writing.student))];
}
