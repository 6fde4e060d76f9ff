import { INTERVAL_METHOD } from './clusterRate.ts';
import { type ClusterCounts, createClusterCounts } from './countedClusters.ts';
import { CRITERION_KINDS } from './criterionKind.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { samplingKey } from './internedFacts.ts';
import { pointsOf } from './judgedSamples.ts';
import { judgedTexts } from './judgedTexts.ts';
import { type CriteriaOfMix, createMixCriteria } from './mixCriteria.ts';
import { createPointOrder } from './pointOrder.ts';
import { pointRate } from './pointRate.ts';
import type { Rate, Rates } from './rates.ts';
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
interface Bucket extends Named {
  readonly k: number | null;
  readonly clusters: ClusterCounts;
}

function ratesOfGroup(tools: Tools, group: readonly SeriesEntries[], grader: string): Rate[] {
  const [first] = group;
  if (first === undefined) return [];
  const { draw, writing } = first.series;
  const buckets = new Map<string, Bucket>();
  for (const [k, ofK] of groupBy(group, ({ series }) => series.draw.k))
    for (const mix of mixesOf(tools, ofK, grader)) addMix(buckets, tools.criteriaOf, mix, k);
  return Array.from(buckets.values(), ({ clusters, ...named }) => ({
    ...{ student: writing.student, grader, split: draw.split },
    ...{ sampling: writing.sampling, purpose: writing.purpose },
    ...named,
    ...pointRate(clusters.list()),
  }));
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
  for (const { mix, cluster, verdicts } of judgedTexts(facts, chosen, [grader])) {
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
  }
  return mixes.values();
}

function addMix(
  buckets: Map<string, Bucket>,
  criteriaOf: CriteriaOfMix,
  { place, texts, earned }: MixPoints,
  k: number,
): void {
  const sums = new Map<string, Named & { earned: number; tried: number }>();
  for (const [at, { criterion, skill }] of criteriaOf(place).entries()) {
    const ofAll: Named = { by: 'criterion', name: criterion, category: null };
    const ofSkill: Named[] =
      skill === undefined
        ? []
        : [
            { by: 'category', name: skill.category, category: skill.category },
            { by: 'skill', name: skill.name, category: skill.category },
          ];
    for (const named of [ofAll, ...ofSkill]) {
      const key = `${named.by} ${named.name}`;
      const sum = sums.get(key) ?? { ...named, earned: 0, tried: 0 };
      sums.set(key, sum);
      sum.earned += earned[at] ?? 0;
      sum.tried += texts;
    }
  }
  for (const [key, { earned: points, tried, ...named }] of sums)
    for (const ofK of [null, k]) {
      const bucket = buckets.get(`${ofK} ${key}`) ?? { ...named, k: ofK, clusters: createClusterCounts() };
      buckets.set(`${ofK} ${key}`, bucket);
      bucket.clusters.add(points, tried);
    }
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
