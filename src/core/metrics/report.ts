import type { SamplePurpose } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { type Cell, createCells } from './cell.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import type { ReportFacts, Series } from './facts.ts';
import { groupIntoCells, type SeriesSamples } from './groupIntoCells.ts';
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
  const groups = groupIntoCells(facts, chooseSamples(facts, options), options.filter?.graders);
  return {
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    cells: groups.map(createCells(facts, options)),
    skills: skillRates(facts, groups, options),
  };
}

/** The samples that the options let through, whatever their graders. Series without any are not there. */
export function chooseSamples(
  { samples, series, mixes, skills }: ReportFacts,
  { withoutCommon, filter = {} }: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): SeriesSamples[] {
  const chosen = series.map((each): number[] | undefined => (isWanted(each, filter) ? [] : undefined));
  const isCommon = mixes.map(
    (mix) => withoutCommon === true && mix.skills.some((skill) => skills[skill]?.common),
  );
  for (const [sample, place] of samples.series.entries())
    if (isCommon[samples.mix[sample] ?? 0] !== true) chosen[place]?.push(sample);
  return series.flatMap((each, place) => {
    const ofSeries = chosen[place] ?? [];
    return ofSeries.length === 0 ? [] : [{ series: each, samples: ofSeries }];
  });
}

function isWanted({ writing, draw }: Series, filter: ReportFilter): boolean {
  return (
    holds(filter.students, writing.student) &&
    holds(filter.purposes, writing.purpose) &&
    holds(filter.splits?.map(nameKey), nameKey(draw.split)) &&
    holds(filter.ks, draw.k) &&
    (filter.seeds === undefined || (draw.seed !== null && filter.seeds.includes(draw.seed)))
  );
}

function holds<T>(list: readonly T[] | undefined, value: T): boolean {
  return list === undefined || list.includes(value);
}
