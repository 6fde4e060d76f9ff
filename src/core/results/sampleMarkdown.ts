import type { CriterionView, SampleDetail } from '../../protocol/panel.ts';
import { markdownText } from './markdownText.ts';

/** A sample with its verdicts and reasons as Markdown, for a note or a review. */
export function sampleMarkdown({ sample, criteria, alarms }: SampleDetail): string {
  const points = sample.points === undefined ? 'not graded' : `${sample.points}/${sample.outOf}`;
  return [
    `### ${sample.skills.map(markdownText).join(' + ')} / ${markdownText(sample.topic)}`,
    '',
    `Student: ${markdownText(sample.student)} · k = ${sample.k} · split: ${markdownText(sample.split)} · generation ${sample.generation} · ${points}`,
    '',
    ...sample.text.split(/\r?\n/u).map((line) => `> ${markdownText(line)}`),
    '',
    '| criterion | grader | round | point | words | reason |',
    '| --- | --- | --- | --- | --- | --- |',
    ...criteria.flatMap(rows),
    ...alarms.flatMap((alarm) => ['', `**Note:** ${markdownText(alarm)}`]),
    '',
  ].join('\n');
}

function rows({ label, rounds, named }: CriterionView): string[] {
  return rounds.map(({ grader, round, state, point, quote, reason, why }) => {
    const given = state === 'graded' ? `${point}${named ? ' (named: no point)' : ''}` : state;
    return `| ${[label, grader, String(round), given, quote ?? '', reason ?? why ?? ''].map(markdownText).join(' | ')} |`;
  });
}
