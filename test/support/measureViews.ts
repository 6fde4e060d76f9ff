/** What the host answers about comparisons and graders, worked out from a small study of two students and two graders. */
import { createAlarmTally } from '../../src/core/metrics/alarmTally.ts';
import { factsOf } from '../../src/core/metrics/factsOf.ts';
import { roundColumnsOf } from '../../src/core/metrics/roundColumns.ts';
import { alarmViews } from '../../src/core/results/alarmViews.ts';
import { showComparison } from '../../src/core/results/comparisonView.ts';
import { flipsIn } from '../../src/core/results/flipsIn.ts';
import { flipText } from '../../src/core/results/flipText.ts';
import { gradersView } from '../../src/core/results/gradersView.ts';
import type { FlipTextsOf, MeasureToPage, MeasureView } from '../../src/protocol/measure.ts';
import { round, sample } from '../unit/metrics/judgedRecords.ts';

export const STUDENTS = ['lab/base', 'lab/tuned'];
const SKILLS = ['red herring', 'metaphor', 'modus ponens'];
const ROUNDS = [1, 2, 3];

const texts = STUDENTS.flatMap((student, place) =>
  ['training', 'held-out'].flatMap((split) =>
    [2, 3].flatMap((k) =>
      Array.from({ length: 12 }, (_, mix) => {
        const text = `A text by ${student} that shows ${k} skills, and says so at some length so that it takes a line or two in a column of its own.`;
        const of = sample({
          ...{ mix: `${split} ${k} ${mix}`, skills: SKILLS.slice(0, k), student, split },
          result: { kind: 'text', text },
        });
        const digit = (mix + place * 7) % 12 < 4 + place * 4 ? 1 : 0;
        const strict = (mix + place) % 5 === 0 ? 0 : digit;
        return {
          of,
          gradings: ROUNDS.flatMap((number) => [
            round(of, `${'1'.repeat(k - 1)}${digit} 111`, {
              round: number,
              ...(mix === 0 ? { callKey: `one call for ${of.id}` } : {}),
            }),
            round(of, `${'1'.repeat(k - 1)}${number === 3 ? digit : strict} 111`, {
              ...{ round: number, grader: 'other/judge' },
            }),
          ]),
        };
      }),
    ),
  ),
);
const samples = texts.map(({ of }) => of);
const gradings = texts.flatMap((text) => text.gradings);
const facts = factsOf(samples, gradings);
const options = { nameRule: true };
const shown = showComparison(facts, options, { base: 'lab/base', tuned: 'lab/tuned' });

export const comparison: MeasureView = {
  measure: 'comparison',
  comparison: shown.view,
};

const places = new Map(samples.map(({ id }, place) => [id, place]));
export const graders: MeasureView = {
  measure: 'graders',
  graders: gradersView(
    { facts, rounds: roundColumnsOf(samples, gradings, (id) => places.get(id) ?? -1), people: undefined },
    options,
  ),
};

const tally = createAlarmTally();
for (const { of, gradings: own } of texts) tally.visit(of, own);
export const alarms: MeasureView = { measure: 'alarms', alarms: alarmViews(tally.alarms(), samples) };

/** The answer to a question of the page. */
export function answerOf(view: MeasureView, turn: number): MeasureToPage {
  return { kind: 'measure-view', measure: view.measure, turn, answer: { key: `of ${turn}`, view } };
}

/** The mixes that gained full marks in the eyes of the first grader, as the host tells them. */
export function gainedFlips(grader: string) {
  return flipsIn(shown, { grader, change: 'gained' }).map(({ split, k, base, tuned }) => ({
    ...{ split, k, skills: SKILLS.slice(0, k), topic: 'Sewing', base: idsOf(base), tuned: idsOf(tuned) },
  }));
}

/** Their texts. */
export function textsOf(of: FlipTextsOf): MeasureToPage {
  const told = (ids: readonly string[]) =>
    samples
      .filter(({ id }) => ids.includes(id))
      .map((each) => flipText(each, gradings, { grader: of.grader, nameRule: true }));
  return { kind: 'measure-texts', of, base: told(of.base), tuned: told(of.tuned) };
}

function idsOf(places: readonly number[]): string[] {
  return places.flatMap((place) => samples[place]?.id ?? []);
}
