import { withQ } from './benjaminiHochberg.ts';
import { binomialTail } from './binomialTail.ts';
import type { ReportFacts } from './facts.ts';
import { wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare } from './grouping.ts';
import { pointsOf } from './judgedSamples.ts';
import { createMissedTexts, type MissedTexts, missRates } from './missedTexts.ts';
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
  const missedIn = createMissedTexts(facts, pointsOf(facts, options));
  return {
    method: METHOD,
    fewestMixes: FEWEST_MIXES,
    tables: wantedGraders(facts, chosen, options).flatMap((grader) =>
      groupsOfStudents(facts, chosen, grader).map((ofStudents) =>
        tableOf(ofStudents, missedIn(ofStudents, grader), grader),
      ),
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

function tableOf(chosen: readonly SeriesEntries[], missed: MissedTexts, grader: string): PairTable {
  const pairs = tallyPairs(missed);
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

function tallyPairs(missed: MissedTexts): PairCounts[] {
  const { skills, skillsOf, mix, textsUntil } = missed;
  const ranks = ranksByName(skills);
  const textsOfMix = createMixOfTexts(missed);
  const pairs = new Map<number, PairCounts>();
  let from = 0;
  for (const until of textsUntil) {
    const ofMix = skillsOf[mix[from] ?? 0] ?? [];
    const countBoth = textsOfMix(from, until, ofMix);
    for (let place = 1; place < ofMix.length; place += 1)
      for (let before = 0; before < place; before += 1) {
        const [skill, other] = [ofMix[place] ?? 0, ofMix[before] ?? 0];
        const isFirst = (ranks[skill] ?? 0) < (ranks[other] ?? 0);
        const [one, two] = isFirst ? [skill, other] : [other, skill];
        const key = one * skills.length + two;
        const pair = pairs.get(key) ?? noCounts(skills[one], skills[two]);
        if (pair.mixes === 0) pairs.set(key, pair);
        countBoth(pair, place, before);
      }
    from = until;
  }
  return [...pairs.values()];
}

/**
 * Adds one try to a pair, for the texts of one mix and the places of two of its skills: the share of the texts that
 * missed both, and how many would.
 */
function createMixOfTexts(missed: MissedTexts) {
  const rates = missRates(missed);
  const { skillsOf, mix, stratum } = missed;
  /** Of each text of the mix the rate of each skill, and then whether it is missed. */
  const expected: number[] = [];
  const isMissed: number[] = [];

  return (from: number, until: number, ofMix: readonly number[]) => {
    const [texts, width] = [until - from, ofMix.length];
    for (let text = 0; text < texts; text += 1) {
      const own = skillsOf[mix[from + text] ?? 0] ?? [];
      const ofStratum = rates[stratum[from + text] ?? 0];
      const mask = missed.missed[from + text] ?? 0;
      for (let place = 0; place < width; place += 1) {
        const skill = ofMix[place] ?? 0;
        // The same mix may be stored with its skills in another order.
        const bit = own === ofMix ? place : own.indexOf(skill);
        expected[text * width + place] = ofStratum?.[skill] ?? 0;
        isMissed[text * width + place] = (mask / 2 ** bit) & 1;
      }
    }
    return (pair: PairCounts, one: number, two: number): void => {
      let [both, chance] = [0, 0];
      for (let at = 0; at < texts * width; at += width) {
        both += (isMissed[at + one] ?? 0) & (isMissed[at + two] ?? 0);
        chance += (expected[at + one] ?? 0) * (expected[at + two] ?? 0);
      }
      pair.mixes += 1;
      pair.texts += texts;
      pair.missedTogether += both;
      pair.observed += both / texts;
      pair.expected += chance / texts;
    };
  };
}

function noCounts(one: RatedSkill | undefined, other: RatedSkill | undefined): PairCounts {
  const none = { mixes: 0, texts: 0, missedTogether: 0, observed: 0, expected: 0 };
  return { skills: [one?.name ?? '', other?.name ?? ''], ...none };
}

/** The place of each skill in the order of names. */
function ranksByName(skills: readonly RatedSkill[]): number[] {
  const ranks = skills.map(() => 0);
  const inOrder = skills.map(({ key }, place) => ({ key, place })).sort((a, b) => compare(a.key, b.key));
  for (const [rank, { place }] of inOrder.entries()) ranks[place] = rank;
  return ranks;
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
