import { withQ } from './benjaminiHochberg.ts';
import { binomialTail } from './binomialTail.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare, groupBy } from './grouping.ts';
import { pointsOf } from './judgedSamples.ts';
import { type MissedText, missedTexts, ownRates } from './missedTexts.ts';
import type { PairReport, PairTable, SkillPair } from './pairs.ts';
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

function tallyPairs(texts: readonly MissedText[]): PairCounts[] {
  const rateOf = ownRates(texts);
  const pairs = new Map<string, PairCounts>();
  for (const ofMix of groupBy(texts, ({ cluster }) => cluster).values())
    for (const [key, { skills, texts: count, missedTogether, expected }] of pairsOfMix(ofMix, rateOf)) {
      const none = { mixes: 0, texts: 0, missedTogether: 0, observed: 0, expected: 0 };
      const pair = pairs.get(key) ?? { skills, ...none };
      pairs.set(key, pair);
      pair.mixes += 1;
      pair.texts += count;
      pair.missedTogether += missedTogether;
      pair.observed += missedTogether / count;
      pair.expected += expected / count;
    }
  return [...pairs.values()];
}

type PairOfMix = Pick<PairCounts, 'skills' | 'texts' | 'missedTogether' | 'expected'>;

/** `expected` is in texts. */
function pairsOfMix(
  ofMix: readonly MissedText[],
  rateOf: (text: MissedText, place: number) => number,
): Map<string, PairOfMix> {
  const pairs = new Map<string, PairOfMix>();
  for (const text of ofMix) {
    const { skills, missed } = text;
    for (const [place, one] of skills.entries())
      for (const [before, other] of skills.slice(0, place).entries()) {
        const [a, b] = compare(one.key, other.key) < 0 ? [one, other] : [other, one];
        const key = `${a.key}\n${b.key}`;
        const pair = pairs.get(key) ?? { skills: [a.name, b.name], texts: 0, missedTogether: 0, expected: 0 };
        pairs.set(key, pair);
        pair.texts += 1;
        if (missed[place] === true && missed[before] === true) pair.missedTogether += 1;
        pair.expected += rateOf(text, place) * rateOf(text, before);
      }
  }
  return pairs;
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
