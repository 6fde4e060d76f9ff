import type { PanelFilter, PanelSnapshot, SampleView } from '../../protocol/panel.ts';
import { factsOf } from '../metrics/factsOf.ts';
import { reportOf } from '../metrics/report.ts';
import type { Grading, Sample } from '../runs/records.ts';
import { nameKey } from '../skillset/skillset.ts';
import { groupBySample } from './groupBySample.ts';
import { sampleDetail } from './sampleDetail.ts';
import { sampleView } from './sampleView.ts';

export interface PanelInput {
  readonly title: string;
  readonly samples: readonly Sample[];
  readonly gradings: readonly Grading[];
  readonly filter: PanelFilter;
  readonly selected?: string;
  readonly limit: number;
  readonly nameRule: boolean;
  /** The graders in the order of the settings: the first one's verdict stands in the list. */
  readonly graders: readonly string[];
  readonly isInFile: (sample: Sample) => boolean;
}

/** Everything that the results page shows for one view. */
export function panelSnapshot(input: PanelInput): Omit<PanelSnapshot, 'turn' | 'view'> {
  const { filter, samples, gradings, nameRule, limit } = input;
  const chosen = samples.filter((sample) => isChosen(sample, filter));
  const ofGraders =
    filter.grader === undefined ? gradings : gradings.filter(({ grader }) => grader === filter.grader);
  const bySample = groupBySample(ofGraders);
  const views = chosen.map((sample) => sampleView(sample, bySample.get(sample.id) ?? [], input));
  const shown = filter.verdict === 'missed' ? views.filter(hasMissed) : views;
  // The table of skills is what the skill filter is chosen from, so that filter does not narrow it.
  const { skill: _, ...otherFilters } = filter;
  const counted = samples.filter((sample) => isChosen(sample, otherFilters));
  const report = reportOf(factsOf(counted, ofGraders), { nameRule });
  const selected = input.selected === undefined ? undefined : samples.find(({ id }) => id === input.selected);
  const newestFirst = shown.toReversed();
  return {
    title: input.title,
    choices: choicesOf(samples, gradings),
    skills: report.skills,
    samples: newestFirst.slice(0, limit),
    total: shown.length,
    counts: countsOf(shown),
    intervalMethod: report.intervals.method,
    ...(selected === undefined
      ? {}
      : { detail: sampleDetail(selected, groupBySample(gradings).get(selected.id) ?? [], input) }),
  };
}

function isChosen({ mix, student }: Sample, filter: PanelFilter): boolean {
  return (
    (filter.student === undefined || student === filter.student) &&
    (filter.split === undefined || mix.split === filter.split) &&
    (filter.k === undefined || mix.skills.length === filter.k) &&
    (filter.skill === undefined || mix.skills.some(({ name }) => isSameName(name, filter.skill ?? '')))
  );
}

/** The table of skills has one row for a name, however it was written from day to day. */
function isSameName(one: string, other: string): boolean {
  return one === other || nameKey(one) === nameKey(other);
}

function hasMissed({ state, missed }: SampleView): boolean {
  return missed.length > 0 || (state !== 'graded' && state !== 'ungraded');
}

function choicesOf(samples: readonly Sample[], gradings: readonly Grading[]): PanelSnapshot['choices'] {
  const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();
  return {
    students: distinct(samples.map(({ student }) => student)),
    graders: distinct(gradings.map(({ grader }) => grader)),
    splits: distinct(samples.map(({ mix }) => mix.split)),
    ks: [...new Set(samples.map(({ mix }) => mix.skills.length))].sort((a, b) => a - b),
  };
}

function countsOf(views: readonly SampleView[]): PanelSnapshot['counts'] {
  const count = (...states: SampleView['state'][]): number =>
    views.filter(({ state }) => states.includes(state)).length;
  return {
    graded: count('graded'),
    ungraded: count('ungraded'),
    unreadable: count('unreadable', 'grading-unreadable'),
    failed: count('failed', 'grading-failed'),
  };
}
