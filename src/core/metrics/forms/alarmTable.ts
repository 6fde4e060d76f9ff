import type { GraderAlarms } from '../alarms.ts';
import { left, right } from '../textTable.ts';
import type { ResultTable } from './resultTable.ts';

const KINDS = ['identicalRounds', 'pointsWithoutEvidence', 'contradictions'] as const;

const WORDS: { readonly [name in (typeof KINDS)[number]]: string } = {
  identicalRounds: 'texts with rounds that are the same',
  pointsWithoutEvidence: 'skill points without words of the text',
  contradictions: 'points against their own reason (reads English only)',
};

/** Which samples they are stands in CSV and JSON. */
export function alarmTable(graders: readonly GraderAlarms[]): ResultTable {
  const alarms = graders.flatMap((each) =>
    KINDS.map((kind) => ({ grader: each.grader, kind, alarm: each[kind] })),
  );
  return {
    json: graders,
    columns: [left('grader'), left('alarm'), right('count'), right('of'), right('texts')],
    rows: alarms.map(({ grader, kind, alarm }) => [
      ...[grader, WORDS[kind], String(alarm.count), String(alarm.of), String(alarm.samples.length)],
    ]),
    notes: [
      `Points against their own reason: found in English words, and only where these are plain; there are more.${unread(graders)}`,
      'Which texts: see --format csv or json.',
    ],
    header: ['grader', 'alarm', 'count', 'of', 'sample'],
    records: alarms.flatMap(({ grader, kind, alarm }) =>
      (alarm.samples.length === 0 ? [null] : alarm.samples).map((sample) => [
        ...[grader, kind, alarm.count, alarm.of, sample],
      ]),
    ),
  };
}

/** How much the detector says nothing of. */
function unread(graders: readonly GraderAlarms[]): string {
  const count = graders.reduce((sum, { unreadReasons }) => sum + unreadReasons, 0);
  if (count === 0) return '';
  const are = count === 1 ? 'reason is' : 'reasons are';
  return ` ${count} ${are} not surely English, and not read.`;
}
