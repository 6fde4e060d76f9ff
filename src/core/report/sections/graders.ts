import type { Agreement } from '../../metrics/agreement.ts';
import type { Bias } from '../../metrics/bias.ts';
import type { PeopleAgreement } from '../../review/peopleAgreement.ts';
import type { FigureList } from '../figureList.ts';
import { html, type Markup } from '../markup.ts';
import type { ReportContents } from '../reportContents.ts';
import { folded, plainTable } from '../tableMarkup.ts';
import {
  agreementByCriterion,
  agreementTable,
  alarmTable,
  alphaFigure,
  biasNote,
  biasTable,
  consistencyTable,
} from '../tables/graderTables.ts';

/** Whether the graders can be believed: with each other, with people, with themselves. */
export function gradersSection(contents: ReportContents, figures: FigureList): Markup {
  const { agreement, people, consistency, biases, alarms } = contents;
  return html`<section id="graders"><h2>Graders</h2>
${agreement === undefined ? html`<p>One grader: there is no other to agree with.</p>` : agreementPart('Agreement between graders', agreement, figures)}
${people === undefined ? html`<p>Nobody has reviewed texts yet: <code>skillmix reviews sheet</code> draws some for a person.</p>` : peoplePart(people, figures)}
<h3>A grader with itself, over rounds</h3>
${consistency.length === 0 ? html`<p>No text has two readable rounds of one grader.</p>` : plainTable(consistencyTable(consistency))}
${biases.length === 0 ? undefined : html`<h3>Generosity</h3>${biases.map(biasPart)}`}
<h3>Alarms</h3>
${plainTable(alarmTable(alarms))}
</section>`;
}

/** Only what chance chose tells of all texts; hard cases are told apart. */
function peoplePart({ byChance, chosen }: PeopleAgreement, figures: FigureList): Markup {
  return html`${
    byChance.texts === 0
      ? html`<p>No text that chance chose has been reviewed: nothing can be said of all texts.</p>`
      : agreementPart(
          `Agreement with people, on ${byChance.texts} texts chosen by chance`,
          byChance.agreement,
          figures,
        )
  }
${
  chosen.texts === 0
    ? undefined
    : folded(
        `On ${chosen.texts} texts chosen because they are hard`,
        agreementPart(
          'Agreement with people on hard texts: it tells where graders go wrong, not how often',
          chosen.agreement,
          figures,
        ),
      )
}`;
}

function agreementPart(title: string, agreement: Agreement, figures: FigureList): Markup {
  return html`<h3>${title}</h3>
${figures.place(alphaFigure(title, agreement))}
${plainTable(agreementTable(title, agreement))}
${folded('By criterion and skill', plainTable(agreementByCriterion(title, agreement)))}
<p class="note">${agreement.method}</p>`;
}

function biasPart(bias: Bias): Markup {
  const [first, second] = bias.graders;
  return html`<h4>${second} against ${first}</h4>
${plainTable(biasTable(bias))}
<p class="note">${biasNote(bias)}</p>`;
}
