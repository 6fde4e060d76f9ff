import { csv } from '../metrics/csv.ts';
import type { Provenance } from './provenance.ts';
import type { StudyTable } from './studyTable.ts';

/** A line for each figure, with what it rests on and where it comes from: for a program that draws its own table. */
export function csvForm(table: StudyTable, provenance: Provenance): string {
  return csv(
    HEADER,
    table.rows.flatMap(({ labels, figures }) =>
      figures.flatMap((figure) =>
        figure === undefined
          ? []
          : table.metrics.map((metric, place) => {
              const { cell } = figure;
              const { value, low, high } = figure.values[place] ?? { value: null, low: null, high: null };
              return [
                ...[labels[0] ?? cell.student, cell.student, cell.grader, cell.split, cell.k],
                ...[metric, table.statistic, value, low, high],
                ...[cell.gradedMixes, cell.generations, cell.graded, cell.unreadableAnswers],
                ...[cell.unreadableGradings, cell.failed, cell.seed, cell.sampling?.temperature ?? null],
                ...[cell.sampling?.maxTokens ?? null, cell.purpose, provenance.file, provenance.skillset],
                ...[provenance.promptVersions.join(' '), provenance.rubricVersions.join(' ')],
                ...[provenance.filters.join(' '), provenance.madeAt, provenance.skillmix],
              ];
            }),
      ),
    ),
  );
}

const HEADER = [
  ...['name', 'student', 'grader', 'split', 'k', 'metric', 'statistic', 'value', 'low', 'high', 'mixes'],
  ...['generations', 'graded', 'unreadableAnswers', 'unreadableGradings', 'failed', 'seed', 'temperature'],
  ...['maxTokens', 'purpose', 'file', 'skillset', 'prompts', 'rubrics', 'filters', 'madeAt', 'skillmix'],
];
