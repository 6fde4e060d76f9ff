import type { Bias, Generosity, OrderOfStudents } from './bias.ts';
import { createClusterSums } from './clusterSums.ts';
import type { ReportFacts } from './facts.ts';
import { eachRatingByGraders, wantedGraders } from './graderAgreement.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { compare } from './grouping.ts';
import { pointsOf } from './judgedSamples.ts';
import { eachJudgedText } from './judgedTexts.ts';
import { kendallTau } from './kendall.ts';
import { pairedDifference } from './pairedDifference.ts';
import { createCriterionTally, type RatingTally } from './ratings.ts';
import { chooseEntries, type ReportOptions } from './report.ts';
import { signFlipTest } from './signFlip.ts';
import { textScores } from './textScores.ts';

/**
 * Each two graders, in the order of their names; pairs that have no text in common are not there. Generosity is before
 * the name rule, which is the same for all; the order of students is after it where it is on, as the ratios are.
 */
export function graderBias(facts: ReportFacts, options: ReportOptions): Bias[] {
  const chosen = chooseEntries(facts, options);
  const graders = wantedGraders(facts, chosen, options);
  const pairs = graders.flatMap((first, place) =>
    graders.slice(place + 1).map((second) => [first, second] as const),
  );
  const points = pointsOf(facts, options);
  return pairs.flatMap((pair) => {
    const scores = fullMarksOf(facts, chosen, pair, points);
    if (scores.length === 0) return [];
    const generosity = createCriterionTally(createGenerosityTally);
    eachRatingByGraders(facts, chosen, pair, generosity.add);
    const mixes = new Set(scores.map(({ cluster }) => cluster)).size;
    return [
      { graders: pair, texts: scores.length, mixes, ...generosity.figures(), orders: ordersOf(scores) },
    ];
  });
}

function createGenerosityTally(): RatingTally<Generosity> {
  const clusters = createClusterSums(GENEROSITY_SUMS);
  return {
    add(cluster, [first, second]) {
      if (first === null || second === null || first === undefined || second === undefined) return;
      clusters.add(cluster, 0, 1);
      clusters.add(cluster, 1, first);
      clusters.add(cluster, 2, second);
    },
    figures() {
      const paired = clusters.map(([items = 0, first = 0, second = 0]) => ({
        ...{ count: 1, weight: items, first: first / items, second: second / items },
        ...{ firstPoints: items, secondPoints: items },
      }));
      const differences = clusters.map(([, first = 0, second = 0]) => second - first);
      return {
        items: clusters.total(0),
        mixes: clusters.size,
        ...pairedDifference(paired),
        p: clusters.size === 0 ? null : signFlipTest(differences),
      };
    },
  };
}

/** How many items, and the points from each of the two. */
const GENEROSITY_SUMS = 3;

/** Whether a text has full marks from each of two graders. */
interface ScoredText {
  readonly student: string;
  readonly split: string;
  readonly k: number;
  readonly cluster: number;
  readonly first: number;
  readonly second: number;
}

function fullMarksOf(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  graders: readonly [string, string],
  points: readonly number[],
): ScoredText[] {
  const scored: ScoredText[] = [];
  eachJudgedText(facts, chosen, graders, ({ series, cluster, verdicts }) => {
    const [one, other] = verdicts;
    if (one === undefined || other === undefined) return;
    const { split, k } = series.draw;
    const [first, second] = [textScores(points[one] ?? 0, k), textScores(points[other] ?? 0, k)];
    const { student } = series.writing;
    scored.push({ student, split, k, cluster, first: first.fullMarks, second: second.fullMarks });
  });
  return scored;
}

/** All together, then by split and k; only where there are students to put in order. */
function ordersOf(scored: readonly ScoredText[]): OrderOfStudents[] {
  const cells = new Map<string, { readonly split: string; readonly k: number; texts: ScoredText[] }>();
  for (const text of scored) {
    const { split, k } = text;
    const key = JSON.stringify([split, k]);
    const cell = cells.get(key) ?? { split, k, texts: [] };
    cells.set(key, cell);
    cell.texts.push(text);
  }
  const sorted = [...cells.values()].sort((a, b) => compare(a.split, b.split) || a.k - b.k);
  return [{ split: null, k: null, texts: scored }, ...sorted]
    .map(({ split, k, texts }) => ({ split, k, ...orderOf(texts) }))
    .filter(({ students }) => students.length > 1);
}

function orderOf(texts: readonly ScoredText[]): Pick<OrderOfStudents, 'students' | 'tau' | 'swaps'> {
  const byStudent = new Map<string, { texts: number; first: number; second: number }>();
  for (const { student, first, second } of texts) {
    const sums = byStudent.get(student) ?? { texts: 0, first: 0, second: 0 };
    byStudent.set(student, sums);
    sums.texts += 1;
    sums.first += first;
    sums.second += second;
  }
  const students = Array.from(byStudent, ([student, sums]) => ({
    ...{ student, texts: sums.texts },
    ...{ first: sums.first / sums.texts, second: sums.second / sums.texts },
  })).sort((a, b) => b.first - a.first || compare(a.student, b.student));
  return {
    students,
    tau: kendallTau(
      students.map(({ first }) => first),
      students.map(({ second }) => second),
    ),
    swaps: students.flatMap((better, place) =>
      students
        .slice(place + 1)
        .filter((worse) => better.first > worse.first && better.second < worse.second)
        .map((worse) => [better.student, worse.student] as const),
    ),
  };
}
