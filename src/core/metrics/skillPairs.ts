import { withQ } from './benjaminiHochberg.ts';
import { binomialTail } from './binomialTail.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { pointsOf } from './judgedSamples.ts';
import { isMissed, type MissedText, type MissedTexts, missedTexts, ownRates } from './missedTexts.ts';
import type { PairReport, PairTable, SkillPair } from './pairs.ts';
import type { RatedSkill } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';

const METHOD =
  'Expected: from how often the same student missed each skill in the same split at the same k. p: binomial, one-sided, ' +
  'with the mixes as tries (Hoeffding 1956 for tries of unequal chance); q: Benjamini & Hochberg 1995';

const FEWEST_MIXES = 5;

/**
 * Which skills fail together more than each would alone.
 *
 * Strata are student, writing, split and k, so that neither a weak student nor a large k makes pairs of what is only
 * hard. The texts of a pair count in the rates of its skills: then the observed number scatters about the expected one
 * less than a binomial one does (the estimate of the expected one goes with it), so that the test errs on the side of
 * caution, also where a skill was seldom seen without the other. All texts of one mix are one try, as the share of them
 * that missed both: shares scatter less than tries. Tries of unequal chances reach far above their mean less often than
 * as many of the mean chance: W. Hoeffding, On the distribution of the number of successes in independent trials, Annals
 * of Mathematical Statistics 27 (1956), 713-721.
 *
 * A text that is bad in every way misses all its pairs. What of this all pairs have in common is `PairTable.lift`.
 */
export function skillPairs(facts: ReportFacts, options: ReportOptions): PairReport {
  const chosen = chooseEntries(facts, options);
  const points = pointsOf(facts, options);
  return {
    method: METHOD,
    fewestMixes: FEWEST_MIXES,
    tables: wantedGraders(facts, chosen, options).flatMap((grader) =>
      groupsOfStudents(facts, chosen, grader).map((ofStudents) => tableOf(facts, ofStudents, points, grader)),
    ),
  };
}

/** Each student by itself, and where there are several, all together. */
function groupsOfStudents(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  grader: string,
): (readonly SeriesEntries[])[] {
  const graded = chosen.filter((each) => wantedGraders(facts, [each], {}).includes(grader));
  const students = [...new Set(graded.map(({ series }) => series.writing.student))].sort(compare);
  const groups = students.map((student) => graded.filter(({ series }) => series.writing.student === student));
  return groups.length > 1 ? [...groups, graded] : groups;
}

function tableOf(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  points: readonly number[],
  grader: string,
): PairTable {
  const pairs = tallyPairs(missedTexts(facts, chosen, points, grader));
  const [observed, expected] = [sumOf(pairs, (pair) => pair.observed), sumOf(pairs, (pair) => pair.expected)];
  const tested = withQ(pairs.map(testedPair)).sort(surestFirst);
  return {
    grader,
    students: [...new Set(chosen.map(({ series }) => series.writing.student))].sort(compare),
    lift: expected === 0 ? null : observed / expected,
    tested: tested.filter(({ p }) => p !== null).length,
    pairs: tested,
  };
}

type PairCounts = Pick<SkillPair, 'skills'> & {
  -readonly [name in 'mixes' | 'texts' | 'missedTogether' | 'observed' | 'expected']: number;
};

function tallyPairs({ texts, skills }: MissedTexts): PairCounts[] {
  const ratesOf = ownRates(texts);
  const pairs = new Map<number, PairCounts>();
  for (const ofMix of groupBy(texts, ({ cluster }) => cluster).values()) {
    const [first] = ofMix;
    if (first === undefined) continue;
    const rated = ofMix.map((text) => ({ text, rates: ratesOf(text) }));
    for (const [place, skill] of first.skills.entries())
      for (const other of first.skills.slice(0, place)) {
        const [one, two] = inOrder(skills, skill, other);
        const pair = pairs.get(one * skills.length + two) ?? noCounts(skills[one], skills[two]);
        pairs.set(one * skills.length + two, pair);
        addMix(pair, rated, one, two);
      }
  }
  return [...pairs.values()];
}

/** One try: the share of its texts that missed both, and how many would. */
function addMix(
  pair: PairCounts,
  rated: readonly { readonly text: MissedText; readonly rates: readonly number[] }[],
  one: number,
  two: number,
): void {
  let [missed, expected] = [0, 0];
  for (const { text, rates } of rated) {
    // The same mix may be stored with its skills in another order.
    const place = text.skills.indexOf(one);
    const other = text.skills.indexOf(two);
    if (isMissed(text, place) && isMissed(text, other)) missed += 1;
    expected += (rates[place] ?? 0) * (rates[other] ?? 0);
  }
  pair.mixes += 1;
  pair.texts += rated.length;
  pair.missedTogether += missed;
  pair.observed += missed / rated.length;
  pair.expected += expected / rated.length;
}

function noCounts(one: RatedSkill | undefined, other: RatedSkill | undefined): PairCounts {
  const none = { mixes: 0, texts: 0, missedTogether: 0, observed: 0, expected: 0 };
  return { skills: [one?.name ?? '', other?.name ?? ''], ...none };
}

/** By name. */
function inOrder(skills: readonly RatedSkill[], one: number, other: number): readonly [number, number] {
  return compare(skills[one]?.key ?? '', skills[other]?.key ?? '') < 0 ? [one, other] : [other, one];
}

function testedPair(counts: PairCounts): Omit<SkillPair, 'q'> {
  const { mixes, observed, expected } = counts;
  const isTested = mixes >= FEWEST_MIXES;
  return {
    ...counts,
    lift: expected === 0 ? null : observed / expected,
    p: isTested ? binomialTail(observed, mixes, expected / mixes) : null,
  };
}

function sumOf(pairs: readonly PairCounts[], of: (pair: PairCounts) => number): number {
  return pairs.reduce((sum, pair) => sum + of(pair), 0);
}

function surestFirst(a: SkillPair, b: SkillPair): number {
  return (
    (a.p ?? 2) - (b.p ?? 2) ||
    (b.lift ?? 0) - (a.lift ?? 0) ||
    compare(a.skills[0], b.skills[0]) ||
    compare(a.skills[1], b.skills[1])
  );
}
