import type { Metric, StudyTable } from './studyTable.ts';

const METRIC_WORDS: { readonly [name in Metric]: string } = {
  fullMarks: 'full marks',
  allSkills: 'all skills',
  skillFraction: 'skill fraction',
};

/** `full marks / all skills / skill fraction` */
export function metricsText({ metrics }: StudyTable): string {
  return metrics.map((metric) => METRIC_WORDS[metric]).join(' / ');
}

/** What the table shows, in a sentence that can stand as its caption. */
export function captionOf(table: StudyTable): string {
  const how =
    table.statistic === 'max'
      ? 'of each mix the best of its generations'
      : 'of each mix the mean over its generations';
  const note = table.rows.some(({ figures }) => figures.some((figure) => (figure?.cell.unreadable ?? 0) > 0))
    ? ' †: so many texts have no readable answer or grading, and are not in the figure.'
    : '';
  return `Ratio of ${metricsText(table)}: ${how}, then the mean over mixes, with 95 % intervals.${note}`;
}
