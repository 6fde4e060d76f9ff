import type { Grading, Sample } from '../runs/records.ts';
import { type Cell, cellOf } from './cell.ts';
import { INTERVAL_METHOD } from './clusterRate.ts';
import { groupIntoCells } from './groupIntoCells.ts';
import { type SkillRate, skillRates } from './skillRates.ts';
import { LEVEL } from './wilson.ts';

/** The results. Its JSON form is public and stable: fields may be added, never changed or removed. */
export interface Report {
  readonly intervals: { readonly level: number; readonly method: string; readonly unit: 'mix' };
  /** By student, grader, split and k. */
  readonly cells: readonly Cell[];
  /** Skills with at least one verdict, by category and name. */
  readonly skills: readonly SkillRate[];
}

export interface ReportOptions {
  /** Whether a skill that is named in the text loses its point. */
  readonly nameRule: boolean;
  /** Leave out mixes that hold a skill marked as common. */
  readonly withoutCommon?: boolean;
  /** What is given must match. */
  readonly filter?: {
    readonly student?: string;
    readonly grader?: string;
    readonly split?: string;
    readonly k?: number;
  };
}

export interface ReportInput {
  readonly samples: readonly Sample[];
  /** Gradings of other samples are passed over. */
  readonly gradings: readonly Grading[];
  readonly options: ReportOptions;
}

/** The three ratios of every cell, and the rate of every skill over all cells. */
export function reportOf({ samples, gradings, options }: ReportInput): Report {
  const { grader } = options.filter ?? {};
  const groups = groupIntoCells(
    samples.filter((sample) => isWanted(sample, options)),
    grader === undefined ? gradings : gradings.filter((grading) => grading.grader === grader),
    options,
  );
  return {
    intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' },
    cells: groups.map(cellOf),
    skills: skillRates(groups.flatMap((group) => group.judged)),
  };
}

function isWanted({ student, mix }: Sample, { withoutCommon, filter = {} }: ReportOptions): boolean {
  return (
    (filter.student === undefined || filter.student === student) &&
    (filter.split === undefined || filter.split === mix.split) &&
    (filter.k === undefined || filter.k === mix.skills.length) &&
    !(withoutCommon === true && mix.skills.some((skill) => skill.common))
  );
}
