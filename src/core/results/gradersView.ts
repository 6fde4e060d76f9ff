import type { GradersPart, GradersView } from '../../protocol/measure.ts';
import type { Agreement } from '../metrics/agreement.ts';
import type { ReportFacts } from '../metrics/facts.ts';
import { graderAgreement } from '../metrics/graderAgreement.ts';
import { graderBias } from '../metrics/graderBias.ts';
import type { ReportOptions } from '../metrics/report.ts';
import type { RoundColumns } from '../metrics/roundColumns.ts';
import { roundConsistency } from '../metrics/roundConsistency.ts';
import {
  agreementByCriterion,
  agreementTable,
  alphaFigure,
  biasNote,
  biasTable,
  consistencyTable,
} from '../report/tables/graderTables.ts';
import type { PeopleAgreement } from '../review/peopleAgreement.ts';

/** What graders are measured by. */
export interface GradersFacts {
  /** As they graded. */
  readonly facts: ReportFacts;
  /** The same with the corrections of people, where these are to count. */
  readonly corrected?: ReportFacts;
  readonly rounds: RoundColumns;
  /** Undefined: nobody has reviewed anything. */
  readonly people: PeopleAgreement | undefined;
}

/**
 * Whether graders can be believed: with each other, with people, with themselves. Corrections change what is said of
 * verdicts; how graders agree with people, and with themselves, is told by what they said.
 */
export function gradersView(
  { facts, corrected, rounds, people }: GradersFacts,
  options: ReportOptions,
): GradersView {
  const judged = corrected ?? facts;
  const notes = corrected === undefined ? [] : [CORRECTED];
  const agreement = agreementOfGraders(graderAgreement(judged, options));
  return {
    parts: [
      { ...agreement, notes: [...agreement.notes, ...notes] },
      ...peopleParts(people),
      consistencyPart(facts, rounds, options),
      ...graderBias(judged, options).map((bias) => ({
        ...EMPTY,
        title: `Generosity: ${bias.graders[1]} against ${bias.graders[0]}`,
        tables: [biasTable(bias)],
        notes: [biasNote(bias), ...notes],
      })),
    ],
  };
}

const CORRECTED =
  'With people’s corrections: where people say something of a text, their points stand for those of each grader.';

const EMPTY = { figures: [], tables: [], folded: [], notes: [] };

function agreementOfGraders(agreement: Agreement): GradersPart {
  const title = 'Agreement between graders';
  if (agreement.raters.length < 2)
    return { ...EMPTY, title, notes: ['One grader: there is no other to agree with.'] };
  return agreementPart(title, agreement);
}

/** Only what chance chose tells of all texts; hard cases are told apart. */
function peopleParts(people: PeopleAgreement | undefined): GradersPart[] {
  if (people === undefined)
    return [
      {
        ...EMPTY,
        title: 'Agreement with people',
        notes: ['Nobody has reviewed texts yet. The tab Review draws some for a person.'],
      },
    ];
  const { byChance, chosen } = people;
  return [
    byChance.texts === 0
      ? {
          ...EMPTY,
          title: 'Agreement with people',
          notes: ['No text that chance chose has been reviewed: nothing can be said of all texts.'],
        }
      : agreementPart(
          `Agreement with people, on ${byChance.texts} texts chosen by chance`,
          byChance.agreement,
        ),
    ...(chosen.texts === 0
      ? []
      : [
          agreementPart(
            `Agreement with people, on ${chosen.texts} texts chosen because they are hard: it tells where graders go wrong, not how often`,
            chosen.agreement,
          ),
        ]),
  ];
}

function agreementPart(title: string, agreement: Agreement): GradersPart {
  const figure = alphaFigure(title, agreement);
  return {
    title,
    figures: figure.rows.length === 0 ? [] : [figure],
    tables: [agreementTable(title, agreement)],
    folded: [agreementByCriterion(title, agreement)],
    notes: [agreement.method],
  };
}

function consistencyPart(facts: ReportFacts, rounds: RoundColumns, options: ReportOptions): GradersPart {
  const consistency = roundConsistency(facts, rounds, options);
  const title = 'A grader with itself, over rounds';
  if (consistency.length === 0)
    return { ...EMPTY, title, notes: ['No text has two readable rounds of one grader.'] };
  return { ...EMPTY, title, tables: [consistencyTable(consistency)] };
}
