import type { CriterionView, SampleDetail } from '../../protocol/panel.ts';

/** A sample with its verdicts and reasons as Markdown, for a note or a review. */
export function sampleMarkdown({ sample, criteria, alarms }: SampleDetail): string {
  const points = sample.points === undefined ? 'not graded' : `${sample.points}/${sample.outOf}`;
  return [
    `### ${sample.skills.map(inline).join(' + ')} / ${inline(sample.topic)}`,
    '',
    `Student: ${inline(sample.student)} · k = ${sample.k} · split: ${inline(sample.split)} · generation ${sample.generation} · ${points}`,
    '',
    ...sample.text.split(/\r?\n/u).map((line) => `> ${inline(line)}`),
    '',
    '| criterion | grader | round | point | words | reason |',
    '| --- | --- | --- | --- | --- | --- |',
    ...criteria.flatMap(rows),
    ...alarms.flatMap((alarm) => ['', `**Note:** ${inline(alarm)}`]),
    '',
  ].join('\n');
}

function rows({ label, rounds, named }: CriterionView): string[] {
  return rounds.map(({ grader, round, state, point, quote, reason, why }) => {
    const given = state === 'graded' ? `${point}${named ? ' (named: no point)' : ''}` : state;
    return `| ${[label, grader, String(round), given, quote ?? '', reason ?? why ?? ''].map(cell).join(' | ')} |`;
  });
}

function cell(text: string): string {
  return inline(text.replace(/\s+/gu, ' ').trim());
}

/** What a model wrote must not become markup. */
function inline(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~]/gu, '\\$&');
}
