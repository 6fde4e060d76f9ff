import type { ImportCounts } from './importTexts.ts';

/** What an import tells. Its JSON form is public: fields may be added, never changed or removed. */
export interface ImportSummary extends ImportCounts {
  /** The name under which the store counts the texts. */
  readonly file: string;
  /** Folders of one student in one run; 0 for a JSONL file. */
  readonly folders: number;
  readonly totalsThatDiffer: readonly {
    readonly where: string;
    readonly stated: number;
    readonly points: number;
  }[];
  readonly leftOut: readonly { readonly what: string; readonly count: number }[];
  /** Lines of a JSONL file that could not be read, from 1. */
  readonly badLines: readonly { readonly line: number; readonly why: string }[];
}

/** The summary for the terminal, line by line. */
export function formatImportSummary(summary: ImportSummary): string {
  const { totalsThatDiffer, leftOut, badLines, textsWithIdenticalRounds } = summary;
  return [
    ...(summary.folders > 0 ? [counted(summary.folders, 'folder')] : []),
    counted(summary.mixes, 'mix', 'mixes'),
    `${counted(summary.texts, 'text')}: ${summary.newTexts} new, ${summary.unreadableTexts} unreadable`,
    `${counted(summary.gradings, 'grading')}: ${summary.newGradings} new, ${summary.unreadableGradings} unreadable`,
    ...(summary.reviews > 0 ? [`${counted(summary.reviews, 'review')}: ${summary.newReviews} new`] : []),
    ...(textsWithIdenticalRounds > 0
      ? [
          `${counted(textsWithIdenticalRounds, 'text')} with rounds that are the same to the letter: their majority decides nothing.`,
        ]
      : []),
    ...(totalsThatDiffer.length > 0
      ? [
          `${counted(totalsThatDiffer.length, 'grading')} whose stated total differs from its own points, which count:`,
        ]
      : []),
    ...totalsThatDiffer.map(({ where, stated, points }) => `  ${where}: ${stated} stated, ${points} given`),
    ...(leftOut.length > 0 ? ['Left out:'] : []),
    ...leftOut.map(({ what, count }) => `  ${count} × ${what}`),
    ...badLines.map(({ line, why }) => `line ${line}: ${why}`),
    `Counted under "${summary.file}".`,
  ].join('\n');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
