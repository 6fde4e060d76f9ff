import type { CriterionView, SampleDetail } from '../../../protocol/panel.ts';
import { groupAnchor, textAnchor } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportTexts } from '../reportContents.ts';
import { tableMarkup } from '../tableMarkup.ts';

/** The texts behind the figures, by student, split and k, each with every round's point and reason. */
export function textsSection({ shown, total, command }: ReportTexts): Markup {
  const groups = new Map<string, SampleDetail[]>();
  for (const text of shown) {
    const anchor = groupAnchor(text.sample);
    const group = groups.get(anchor);
    if (group === undefined) groups.set(anchor, [text]);
    else group.push(text);
  }
  return html`<section id="texts"><h2>Texts</h2>
<p>${shown.length === total ? html`All ${total} texts` : html`${shown.length} of ${total} texts, as many of each kind`}. <code>${command}</code> lists them all.</p>
${[...groups].map(([anchor, texts]) => groupPart(anchor, texts))}
</section>`;
}

function groupPart(anchor: string, texts: readonly SampleDetail[]): Markup {
  const [first] = texts;
  if (first === undefined) return html``;
  const { student, split, k } = first.sample;
  return html`<h3 id="${anchor}">${student}, ${split}, k = ${k}</h3>
${texts.map(textPart)}`;
}

function textPart({ sample, criteria, explanation, alarms }: SampleDetail): Markup {
  const points = sample.points === undefined ? sample.state : `${sample.points} of ${sample.outOf}`;
  return html`<details class="text" id="${textAnchor(sample.id)}"><summary>${sample.skills.join(' + ')} / ${sample.topic}: ${points}</summary>
<blockquote>${sample.text}</blockquote>
${explanation === undefined ? undefined : html`<p class="note">The student explains: ${explanation}</p>`}
${alarms.map((alarm) => html`<p class="note">${alarm}</p>`)}
${tableMarkup(
  'Gradings',
  ['criterion', 'grader', 'round', 'point', 'words', 'reason'].map((title) => ({ title })),
  criteria.flatMap(roundRows),
)}
</details>
`;
}

function roundRows({ label, named, rounds }: CriterionView): string[][] {
  return rounds.map(({ grader, round, state, point, quote, reason, why }) => [
    ...[label, grader, String(round)],
    state === 'graded' ? `${point}${named ? ' (named)' : ''}` : state,
    ...[quote ?? '', reason ?? why ?? ''],
  ]);
}
