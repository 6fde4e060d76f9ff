import type { SamplePurpose } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { type Cell, cellOf } from './cell.ts';
import { tallyCell } from './cellTally.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import type { MixColumns, ReportFacts, Series, SkillFacts } from './facts.ts';
import { groupIntoCells, type SeriesEntries } from './groupIntoCells.ts';
import { pointsOf } from './judgedSamples.ts';
import { type SeriesSample, seriesOf } from './seriesOf.ts';
import { type SkillRate, skillRates } from './skillRates.ts';
import { createVerdictCounts } from './verdictCounts.ts';
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
  const points = pointsOf(facts, options);
  const verdicts = createVerdictCounts(facts, points);
  const cells = groupIntoCells(facts, chooseEntries(facts, options), options.filter?.graders).map((group) =>
    cellOf(group, tallyCell(facts, group, points, verdicts.add)),
  );
  return {
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    cells,
    skills: skillRates(facts, verdicts),
  };
}

/** The entries that the options let through, whatever their graders. Series without any are not there. */
export function chooseEntries(
  { entries, series, mixes, skills }: ReportFacts,
  { withoutCommon, filter = {} }: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): SeriesEntries[] {
  const chosen = series.map((each): number[] | undefined => (isWanted(each, filter) ? [] : undefined));
  const isCommon = withoutCommon === true ? haveCommonSkill(mixes, skills) : [];
  for (let entry = 0; entry < entries.mix.length; entry += 1)
    if (isCommon[entries.mix[entry] ?? 0] !== true) chosen[entries.series[entry] ?? 0]?.push(entry);
  return series.flatMap((each, place) => {
    const ofSeries = chosen[place] ?? [];
    return ofSeries.length === 0 ? [] : [{ series: each, entries: ofSeries }];
  });
}

/** Whether the options let one text through, whatever its graders: the same choice as `chooseEntries` makes. */
export function isChosen(
  sample: SeriesSample,
  { withoutCommon, filter = {} }: Pick<ReportOptions, 'withoutCommon' | 'filter'>,
): boolean {
  if (withoutCommon === true && sample.mix.skills.some(({ common }) => common)) return false;
  return isWanted(seriesOf(sample), filter);
}

function haveCommonSkill(
  { first, skillsFrom, skillsUntil, skill }: MixColumns,
  skills: readonly SkillFacts[],
): boolean[] {
  return first.map((_, place) =>
    skill.slice(skillsFrom[place], skillsUntil[place]).some((each) => skills[each]?.common === true),
  );
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
