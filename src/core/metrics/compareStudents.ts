import { withQ } from './benjaminiHochberg.ts';
import { type ComparedMix, comparedMixes, SCORES, type ScoreName, type SideOfMix } from './comparedMixes.ts';
import type {
  ComparedRatio,
  ComparedStudent,
  Comparison,
  Flip,
  GraderComparison,
  RatioComparison,
  SkillComparison,
  UnpairedMix,
} from './comparison.ts';
import { differenceBounds } from './differenceBounds.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { pointsOf } from './judgedSamples.ts';
import { DIFFERENCE_METHOD } from './pairedDifference.ts';
import { type EarnedPoints, pairedFigure } from './pairedFigure.ts';
import { chooseEntries, type ReportOptions } from './report.ts';

const METHOD =
  `Mixes are the pairs, each counting the same; a mix that two splits share is one in each. ${DIFFERENCE_METHOD}. ` +
  'p: exact sign-flip test over mixes (Fisher 1935), which for figures of 0 or 1 is McNemar’s (1947); ' +
  'q: Benjamini & Hochberg 1995. ' +
  'Bounds: the difference had the unreadable texts of the one earned all and those of the other nothing, over all mixes with texts of both';

/** Two different students on the same mixes, in the eyes of each grader of both. A student in `filter` is passed over. */
export function compareStudents(
  facts: ReportFacts,
  options: ReportOptions,
  { base, tuned }: { readonly base: string; readonly tuned: string },
): Comparison {
  const filter = { ...options.filter, students: [base, tuned] };
  const chosen = chooseEntries(facts, { ...options, filter });
  const of = (student: string) => chosen.filter(({ series }) => series.writing.student === student);
  const gradedBase = wantedGraders(facts, of(base), { filter });
  const graders = wantedGraders(facts, of(tuned), { filter }).filter((each) => gradedBase.includes(each));
  const points = pointsOf(facts, options);
  return {
    method: METHOD,
    base: comparedStudent(base, of(base)),
    tuned: comparedStudent(tuned, of(tuned)),
    graders: graders.map((grader) => ({
      grader,
      ...compareMixes(comparedMixes(facts, chosen, points, { base, tuned, grader })),
    })),
  };
}

function comparedStudent(student: string, chosen: readonly SeriesEntries[]): ComparedStudent {
  const bySampling = groupBy(chosen, ({ series }) => samplingKey(series.writing.sampling));
  const samplings = [...bySampling.values()].flatMap((group) => group[0]?.series.writing.sampling ?? null);
  return { student, samplings };
}

function compareMixes(mixes: readonly ComparedMix[]): Omit<GraderComparison, 'grader'> {
  const sorted = [...mixes].sort((a, b) => compare(a.split, b.split) || a.k - b.k || a.cluster - b.cluster);
  const ofK = groupBy(sorted, ({ k }) => k);
  const ofSplit = groupBy(sorted, ({ split }) => split);
  const ofBoth = groupBy(sorted, ({ split, k }) => JSON.stringify([split, k]));
  const group = (ofGroup: readonly ComparedMix[], k?: number, split?: string): Group => ({
    ...{ k: k ?? null, split: split ?? null, mixes: ofGroup },
  });
  return {
    ratios: [
      ...compareRatios([group(sorted)]),
      ...compareRatios([...ofK].sort(([a], [b]) => a - b).map(([k, own]) => group(own, k))),
      ...compareRatios(Array.from(ofSplit, ([split, own]) => group(own, undefined, split))),
      ...compareRatios(Array.from(ofBoth.values(), (own) => group(own, own[0]?.k, own[0]?.split))),
    ],
    skills: compareSkills(sorted.filter(isPaired)),
    flips: sorted.filter(isPaired).flatMap(flipOf),
    unpaired: sorted.filter(isOneSided).map(unpairedMix),
  };
}

interface Group extends Pick<RatioComparison, 'k' | 'split'> {
  readonly mixes: readonly ComparedMix[];
}

/** Rows of one kind: their tests are corrected together. */
function compareRatios(groups: readonly Group[]): RatioComparison[] {
  const rows = groups.map(ratioComparison);
  return FIGURES.reduce<RatioComparison[]>((before, [score, statistic]) => {
    const figures = withQ(before.map((row) => row[score][statistic]));
    return before.map((row, place) => ({
      ...row,
      [score]: { ...row[score], [statistic]: figures[place] ?? row[score][statistic] },
    }));
  }, rows);
}

const FIGURES = SCORES.flatMap((score) => [[score, 'max'] as const, [score, 'mean'] as const]);

function ratioComparison({ k, split, mixes }: Group): RatioComparison {
  const paired = mixes.filter(isPaired);
  const only = (side: 'base' | 'tuned') =>
    mixes.filter((mix) => isOneSided(mix) && mix[side].samples.length > 0).length;
  return {
    ...{ k, split, mixes: paired.length, onlyBase: only('base'), onlyTuned: only('tuned') },
    fullMarks: comparedRatio(mixes, 'fullMarks'),
    allSkills: comparedRatio(mixes, 'allSkills'),
    skillFraction: comparedRatio(mixes, 'skillFraction'),
  };
}

function comparedRatio(mixes: readonly ComparedMix[], score: ScoreName): ComparedRatio {
  const paired = mixes.filter(isPaired);
  const bounds = differenceBounds(mixes, score);
  const figureOf = (of: (side: SideOfMix, most: number) => EarnedPoints) => {
    const points = paired.map(({ base, tuned, k }) => {
      const most = score === 'skillFraction' ? k : 1;
      return { base: of(base, most), tuned: of(tuned, most) };
    });
    return { ...pairedFigure(points), q: null };
  };
  return {
    max: {
      ...figureOf(({ best }, most) => ({ earned: best[score], tried: most })),
      bounds: bounds.max,
    },
    mean: {
      ...figureOf(({ sum, samples }, most) => ({ earned: sum[score], tried: most * samples.length })),
      bounds: bounds.mean,
    },
  };
}

function compareSkills(paired: readonly ComparedMix[]): SkillComparison[] {
  const places = paired.flatMap((mix) => mix.skills.map((skill, place) => ({ mix, skill, place })));
  const rows = Array.from(
    groupBy(places, ({ skill }) => skill),
    ([{ name, category }, own]) => {
      const points = own.map(({ mix: { base, tuned }, place }) => ({
        base: { earned: base.earned[place] ?? 0, tried: base.samples.length },
        tuned: { earned: tuned.earned[place] ?? 0, tried: tuned.samples.length },
      }));
      return { skill: name, category, mixes: own.length, ...pairedFigure(points) };
    },
  );
  return withQ(rows).sort((a, b) => compare(a.category, b.category) || compare(a.skill, b.skill));
}

function isPaired({ base, tuned }: ComparedMix): boolean {
  return base.samples.length > 0 && tuned.samples.length > 0;
}

/** A mix whose texts of both cannot be read is of no side. */
function isOneSided({ base, tuned }: ComparedMix): boolean {
  return base.samples.length > 0 !== tuned.samples.length > 0;
}

function flipOf({ k, split, base, tuned }: ComparedMix): Flip[] {
  const change = tuned.best.fullMarks - base.best.fullMarks;
  if (change === 0) return [];
  return [{ kind: change > 0 ? 'gained' : 'lost', k, split, base: base.samples, tuned: tuned.samples }];
}

function unpairedMix({ k, split, base, tuned }: ComparedMix): UnpairedMix {
  const only = base.samples.length > 0 ? 'base' : 'tuned';
  return { only, k, split, samples: only === 'base' ? base.samples : tuned.samples };
}
