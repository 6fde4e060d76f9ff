import { formatEstimate } from '../../format/formatFraction.ts';
import { compare, groupBy } from '../grouping.ts';
import type { Rate, Rates } from '../rates.ts';
import { left, right } from '../textTable.ts';
import { rateTable } from './rateTable.ts';
import type { ResultTable } from './resultTable.ts';

/** The skills of each student, grader and split, the hardest first, with how hard they are at each k. */
export function hardestTable({ intervals, rates }: Rates): ResultTable {
  const ofSkills = rates.filter(({ by }) => by === 'skill');
  const skills = [...groupBy(ofSkills, keyOf).values()].sort(hardestFirst);
  const ks = [...new Set(ofSkills.flatMap(({ k }) => k ?? []))].sort((a, b) => a - b);
  const { json, header, records, notes } = rateTable({ intervals, rates: skills.flat() });
  return {
    ...{ json, header, records },
    columns: [
      ...[left('student'), left('grader'), left('split'), left('skill'), left('category'), right('mixes')],
      ...[left('all k'), ...ks.map((k) => left(`k=${k}`))],
    ],
    rows: skills.flatMap((ofSkill) => {
      const all = atK(ofSkill, null);
      if (all === undefined) return [];
      const { student, grader, split, name, category, mixes } = all;
      return [
        [
          ...[student, grader, split, name, category ?? '', String(mixes), figureOf(all)],
          ...ks.map((k) => figureOf(atK(ofSkill, k))),
        ],
      ];
    }),
    notes: ['How often the point is earned, the hardest first.', ...notes],
  };
}

/** Of one skill, over all k and at each. */
type OfSkill = readonly Rate[];

function keyOf({ student, grader, split, sampling, purpose, name }: Rate): string {
  return JSON.stringify([student, grader, split, sampling, purpose, name]);
}

function atK(ofSkill: OfSkill, k: number | null): Rate | undefined {
  return ofSkill.find((rate) => rate.k === k);
}

/** Students, graders and splits stay in their order. */
function hardestFirst(a: OfSkill, b: OfSkill): number {
  const [one, other] = [atK(a, null), atK(b, null)];
  if (one === undefined || other === undefined) return 0;
  return (
    compare(one.student, other.student) ||
    compare(one.grader, other.grader) ||
    compare(one.split, other.split) ||
    compare(one.purpose ?? '', other.purpose ?? '') ||
    one.rate - other.rate ||
    compare(one.name, other.name)
  );
}

function figureOf(rate: Rate | undefined): string {
  return formatEstimate(rate?.rate, rate?.low, rate?.high);
}
