import type { ReportFacts, Series } from './facts.ts';
import type { SeriesEntries } from './groupIntoCells.ts';
import { eachJudgedText } from './judgedTexts.ts';
import { createMixCriteria } from './mixCriteria.ts';
import { createPointOrder } from './pointOrder.ts';
import type { RatedSkill } from './ratings.ts';
import { textScores } from './textScores.ts';
import { eachUnreadableText } from './unreadableTexts.ts';

/** The texts of one mix in one split, by each of two students; one of them may have none, or none that is graded. */
export interface ComparedMix {
  readonly cluster: number;
  readonly k: number;
  readonly split: string;
  readonly skills: readonly RatedSkill[];
  readonly base: SideOfMix;
  readonly tuned: SideOfMix;
}

export interface SideOfMix {
  /** The graded texts, as `SampleColumns.number`. */
  readonly samples: number[];
  /** How many texts there are beside them whose answer or grading cannot be read. */
  unreadable: number;
  /** In whole points: `skillFraction` of k. */
  readonly best: Scores;
  readonly sum: Scores;
  /** Of each skill. */
  readonly earned: number[];
}

export const SCORES = ['fullMarks', 'allSkills', 'skillFraction'] as const;
export type ScoreName = (typeof SCORES)[number];
export type Scores = Record<ScoreName, number>;

/** Who is compared, in the eyes of whom. */
export interface Sides {
  readonly base: string;
  readonly tuned: string;
  readonly grader: string;
}

/** Mixes with a graded or unreadable text of one of the students. `points` are those of each judgement. */
export function comparedMixes(
  facts: ReportFacts,
  chosen: readonly SeriesEntries[],
  points: readonly number[],
  { base, tuned, grader }: Sides,
): ComparedMix[] {
  const criteriaOf = createMixCriteria(facts);
  const inOrder = createPointOrder(facts);
  const bySplit = new Map<string, Map<number, ComparedMix>>();

  /** The side that a text belongs to; undefined where its student is neither. */
  function sideOf({ draw: { split, k }, writing: { student } }: Series, cluster: number) {
    if (student !== base && student !== tuned) return undefined;
    const mixes = bySplit.get(split) ?? new Map<number, ComparedMix>();
    bySplit.set(split, mixes);
    let compared = mixes.get(cluster);
    if (compared === undefined) {
      const skills = criteriaOf(cluster).flatMap(({ skill }) => skill ?? []);
      compared = { cluster, k, split, skills, base: noTexts(k), tuned: noTexts(k) };
      mixes.set(cluster, compared);
    }
    return student === base ? compared.base : compared.tuned;
  }

  eachJudgedText(facts, chosen, [grader], ({ series, mix, cluster, sample, verdicts }) => {
    const side = sideOf(series, cluster);
    if (side === undefined) return;
    const mask = inOrder(points[verdicts[0] ?? 0] ?? 0, mix);
    addText(side, facts.samples.number[sample] ?? -1, mask, series.draw.k);
  });
  eachUnreadableText(facts, chosen, grader, ({ series, cluster }) => {
    const side = sideOf(series, cluster);
    if (side !== undefined) side.unreadable += 1;
  });
  return [...bySplit.values()].flatMap((mixes) => [...mixes.values()]);
}

function noTexts(k: number): SideOfMix {
  const none = () => ({ fullMarks: 0, allSkills: 0, skillFraction: 0 });
  return { samples: [], unreadable: 0, best: none(), sum: none(), earned: Array<number>(k).fill(0) };
}

function addText({ samples, best, sum, earned }: SideOfMix, number: number, mask: number, k: number): void {
  const scores = textScores(mask, k);
  samples.push(number);
  for (const name of SCORES) {
    const score = name === 'skillFraction' ? Math.round(scores[name] * k) : scores[name];
    sum[name] += score;
    best[name] = Math.max(best[name], score);
  }
  for (let at = 0; at < k; at += 1) earned[at] = (earned[at] ?? 0) + ((mask / 2 ** at) & 1);
}
