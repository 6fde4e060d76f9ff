import type { SamplePurpose } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { type Cell, cellOf } from './cell.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import type { ReportFacts, SampleFacts } from './facts.ts';
import { groupIntoCells } from './groupIntoCells.ts';
import { type SkillRate, skillRates } from './skillRates.ts';
import { LEVEL } from './wilson.ts';

/** The results. Its JSON form is public and stable: fields may be added, never changed or removed. */
export interface Report {
  readonly intervals: { readonly level: number; readonly method: string; readonly unit: 'mix' };
  /** By student, grader, split, k, purpose, seed and sampling: what differs in one of them is never mixed. */
  readonly cells: readonly Cell[];
  /** Skills with at least one verdict, by category and name. */
  readonly skills: readonly SkillRate[];
}

export interface ReportOptions {
  /** Whether a skill that is named in the text loses its point. */
  readonly nameRule: boolean;
  /** Leave out mixes that hold a skill marked as common. */
  readonly withoutCommon?: boolean;
  readonly filter?: ReportFilter;
}

/** A list that is given holds what is let through. */
export interface ReportFilter {
  readonly students?: readonly string[];
  readonly graders?: readonly string[];
  readonly splits?: readonly string[];
  readonly ks?: readonly number[];
  readonly seeds?: readonly number[];
  /** `null` lets through what was written outside of a study. */
  readonly purposes?: readonly (SamplePurpose | null)[];
}

/** The three ratios of every cell, and the rate of every skill over all cells. */
export function reportOf(facts: ReportFacts, options: ReportOptions): Report {
  const { nameRule, filter = {} } = options;
  const groups = groupIntoCells(chosenSamples(facts, options), {
    nameRule,
    ...(filter.graders === undefined ? {} : { graders: filter.graders }),
  });
  return {
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    cells: groups.map(cellOf),
    skills: skillRates(groups.flatMap((group) => group.judged)),
  };
}

/** The samples that the options let through, whatever their graders. */
export function chosenSamples(
  { samples }: ReportFacts,
  { withoutCommon, filter = {} }: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): readonly SampleFacts[] {
  const splits = filter.splits?.map(nameKey);
  const isWanted = ({ writing, mix: { draw, skills } }: SampleFacts): boolean =>
    holds(filter.students, writing.student) &&
    holds(filter.purposes, writing.purpose) &&
    (splits === undefined || splits.includes(nameKey(draw.split))) &&
    holds(filter.ks, draw.k) &&
    (filter.seeds === undefined || (draw.seed !== null && filter.seeds.includes(draw.seed))) &&
    !(withoutCommon === true && skills.some(({ common }) => common));
  return samples.filter(isWanted);
}

function holds<T>(list: readonly T[] | undefined, value: T): boolean {
  return list === undefined || list.includes(value);
}
