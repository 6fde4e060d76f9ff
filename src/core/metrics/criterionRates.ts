import { INTERVAL_METHOD } from './clusterRate.ts';
import { type ClusterCounts, createClusterCounts } from './countedClusters.ts';
import { CRITERION_KINDS } from './criterionKind.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { pointsOf } from './judgedSamples.ts';
import { eachJudgedText } from './judgedTexts.ts';
import { type CriteriaOfMix, createMixCriteria } from './mixCriteria.ts';
import { createPointOrder } from './pointOrder.ts';
import { pointRate } from './pointRate.ts';
import type { Rate, Rates } from './rates.ts';
import type { RatedThing } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import { LEVEL } from './wilson.ts';

/** How often each kind of criterion, each category and each skill earned its point, over all k and at each. */
export function ratesOf(facts: ReportFacts, options: ReportOptions): Rates {
  const chosen = chooseEntries(facts, options);
  const tools: Tools = {
    facts,
    points: pointsOf(facts, options),
    inOrder: createPointOrder(facts),
    criteriaOf: createMixCriteria(facts),
  };
  const groups = groupBy(chosen, ({ series: { writing, draw } }) =>
    JSON.stringify([writing.student, draw.split, writing.purpose, samplingKey(writing.sampling)]),
  );
  const rates = [...groups.values()].flatMap((group) =>
    wantedGraders(facts, group, options).flatMap((grader) => ratesOfGroup(tools, group, grader)),
  );
  return { intervals: { level: LEVEL, method: INTERVAL_METHOD, unit: 'mix' }, rates: rates.sort(inOrder) };
}

interface Tools {
  readonly facts: ReportFacts;
  /** Of each judgement. */
  readonly points: readonly number[];
  readonly inOrder: (points: number, mix: number) => number;
  readonly criteriaOf: CriteriaOfMix;
}

type Named = Pick<Rate, 'by' | 'name' | 'category'>;

/** The points of one thing by mix. */
interface Bucket {
  readonly named: Named;
  readonly k: number | null;
  readonly clusters: ClusterCounts;
}

function ratesOfGroup(tools: Tools, group: readonly SeriesEntries[], grader: string): Rate[] {
  const [first] = group;
  if (first === undefined) return [];
  const { draw, writing } = first.series;
  const names = createNames();
  const ofAll = createBuckets(null);
  const ofEach = Array.from(
    groupBy(group, ({ series }) => series.draw.k),
    ([k, ofK]) => {
      const buckets = createBuckets(k);
      for (const mix of mixesOf(tools, ofK, grader))
        for (const { named, earned, tried } of names.sumsOf(mix, tools.criteriaOf(mix.place)))
          for (const { of } of [ofAll, buckets]) of(named).clusters.add(earned, tried);
      return buckets;
    },
  );
  return [ofAll, ...ofEach].flatMap(({ list }) =>
    Array.from(list(), ({ named, k, clusters }) => ({
      ...{ student: writing.student, grader, split: draw.split },
      ...{ sampling: writing.sampling, purpose: writing.purpose },
      ...{ ...named, k },
      ...pointRate(clusters.list()),
    })),
  );
}

function createBuckets(k: number | null) {
  const buckets = new Map<Named, Bucket>();
  return {
    list: () => buckets.values(),
    of(named: Named): Bucket {
      const bucket = buckets.get(named) ?? { named, k, clusters: createClusterCounts() };
      buckets.set(named, bucket);
      return bucket;
    },
  };
}

/** How often each criterion of a mix earned its point, in the order of its first version. */
interface MixPoints {
  readonly place: number;
  texts: number;
  readonly earned: number[];
}

function mixesOf(
  { facts, points, inOrder, criteriaOf }: Tools,
  chosen: readonly SeriesEntries[],
  grader: string,
): Iterable<MixPoints> {
  const mixes = new Map<number, MixPoints>();
  eachJudgedText(facts, chosen, [grader], ({ mix, cluster, verdicts }) => {
    const place = mixes.get(cluster) ?? {
      place: cluster,
      texts: 0,
      earned: criteriaOf(cluster).map(() => 0),
    };
    mixes.set(cluster, place);
    place.texts += 1;
    const mask = inOrder(points[verdicts[0] ?? 0] ?? 0, mix);
    for (let at = 0, bit = 1; at < place.earned.length; at += 1, bit *= 2)
      place.earned[at] = (place.earned[at] ?? 0) + ((mask / bit) & 1);
  });
  return mixes.values();
}

interface MixSum {
  readonly named: Named;
  earned: number;
  tried: number;
}

/** What the points of a criterion count for: each name is one object, by which the buckets know it. */
function createNames() {
  const byCriterion = new Map<RatedThing, readonly Named[]>();
  const known = new Map<string, Named>();

  function nameOf(by: Named['by'], name: string, category: string | null): Named {
    const key = `${by} ${name}`;
    const named = known.get(key) ?? { by, name, category };
    known.set(key, named);
    return named;
  }

  function namesOf(criterion: RatedThing): readonly Named[] {
    const before = byCriterion.get(criterion);
    if (before !== undefined) return before;
    const { criterion: kind, skill } = criterion;
    const names = [nameOf('criterion', kind, null)];
    if (skill !== undefined)
      names.push(
        nameOf('category', skill.category, skill.category),
        nameOf('skill', skill.name, skill.category),
      );
    byCriterion.set(criterion, names);
    return names;
  }

  return {
    /** Of one mix, so that it is one cluster however many of its criteria have the name. */
    sumsOf({ texts, earned }: MixPoints, criteria: readonly RatedThing[]): MixSum[] {
      const sums: MixSum[] = [];
      for (const [at, criterion] of criteria.entries())
        for (const named of namesOf(criterion)) {
          let sum = sums.find((each) => each.named === named);
          if (sum === undefined) {
            sum = { named, earned: 0, tried: 0 };
            sums.push(sum);
          }
          sum.earned += earned[at] ?? 0;
          sum.tried += texts;
        }
      return sums;
    },
  };
}

function inOrder(a: Rate, b: Rate): number {
  return (
    compare(a.student, b.student) ||
    compare(a.grader, b.grader) ||
    compare(a.split, b.split) ||
    compare(a.purpose ?? '', b.purpose ?? '') ||
    compare(samplingKey(a.sampling), samplingKey(b.sampling)) ||
    KINDS.indexOf(a.by) - KINDS.indexOf(b.by) ||
    compare(a.category ?? '', b.category ?? '') ||
    compareNames(a, b) ||
    (a.k ?? 0) - (b.k ?? 0)
  );
}

const KINDS: readonly Rate['by'][] = ['criterion', 'category', 'skill'];

function compareNames({ by, name: a }: Rate, { name: b }: Rate): number {
  const names: readonly string[] = CRITERION_KINDS;
  return by === 'criterion' ? names.indexOf(a) - names.indexOf(b) : compare(a, b);
}
