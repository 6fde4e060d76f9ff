import type { PanelFilter, PanelSnapshot } from '../../protocol/panel.ts';
import type { Judgement, SampleState } from '../metrics/facts.ts';
import { pointsOf } from '../metrics/judgedSamples.ts';
import { textScores } from '../metrics/textScores.ts';
import { hasBit, type Outcome, outcomeOf } from './outcome.ts';
import type { ResultLook } from './resultQuery.ts';

/** A sample as far as a filter looks at what became of it. */
export interface JudgedResult {
  readonly state: SampleState;
  readonly judgements: readonly Judgement[];
  /** The same with the corrections of people, where these count and there are some. */
  readonly corrected?: readonly Judgement[];
  /** Bit i: the rounds behind the i-th judgement differ. */
  readonly differing: number;
}

/**
 * What became of a sample of `k` skills, where it is among those that the filter lets through; else undefined.
 * `missedSkill`: which of the skills the filter names in `missed`, from 0; -1: none.
 */
export type ResultMatch = (result: JudgedResult, k: number, missedSkill: number) => Outcome | undefined;

/**
 * Looks at verdicts, missed criteria and disagreement: what else a filter names, the store itself looks at. What graders
 * disagree about is as they graded, whatever people say of it since.
 */
export function createMatch(filter: PanelFilter, look: ResultLook): ResultMatch {
  const isVerdict = verdictCondition(filter);
  const isMissed = missedCondition(filter);
  const isDisagreed = disagreementCondition(filter, look);
  return (result, k, missedSkill) => {
    const outcome = outcomeOf(result.state, result.corrected ?? result.judgements, look);
    if (!(isDisagreed?.(result) ?? true)) return undefined;
    if (isVerdict === undefined && isMissed === undefined) return outcome;
    const points = outcome.judgement && pointsIn(outcome.judgement, look);
    if (!(isVerdict?.(outcome, points, k) ?? true)) return undefined;
    return (isMissed?.(points, k, missedSkill) ?? true) ? outcome : undefined;
  };
}

/** After the name rule, where it is on. A mask as in `Judgement`. */
export function pointsIn(judgement: Judgement, look: Pick<ResultLook, 'nameRule'>): number {
  if (judgement.named === 0) return judgement.points;
  return pointsOf({ judgements: [judgement] }, look)[0] ?? 0;
}

/** What a header tells apart. */
export function countOf({ state }: Outcome): keyof PanelSnapshot['counts'] {
  if (state === 'graded' || state === 'ungraded') return state;
  return state === 'unreadable' || state === 'grading-unreadable' ? 'unreadable' : 'failed';
}

/** `points` is undefined where there is no verdict. */
function verdictCondition({
  verdict,
}: PanelFilter): ((outcome: Outcome, points: number | undefined, k: number) => boolean) | undefined {
  switch (verdict) {
    case undefined:
      return undefined;
    case 'full-marks':
      return (_, points, k) => points !== undefined && textScores(points, k).fullMarks === 1;
    case 'all-skills':
      return (_, points, k) => points !== undefined && textScores(points, k).allSkills === 1;
    case 'missed':
      return (_, points, k) => points !== undefined && textScores(points, k).fullMarks === 0;
    default:
      return (outcome) => countOf(outcome) === verdict;
  }
}

const AFTER_SKILLS = ['topic', 'sense', 'length'];

function missedCondition({
  missed,
}: PanelFilter): ((points: number | undefined, k: number, missedSkill: number) => boolean) | undefined {
  if (missed === undefined) return undefined;
  const place = AFTER_SKILLS.indexOf(missed);
  return (points, k, missedSkill) => {
    const bit = place === -1 ? missedSkill : k + place;
    return points !== undefined && bit !== -1 && !hasBit(points, bit);
  };
}

function disagreementCondition(
  { disagreement }: PanelFilter,
  look: ResultLook,
): ((result: JudgedResult) => boolean) | undefined {
  const isSeen = ({ grader }: Judgement): boolean => look.grader === undefined || grader === look.grader;
  if (disagreement === undefined) return undefined;
  if (disagreement === 'rounds')
    return ({ judgements, differing }) =>
      differing !== 0 && judgements.some((judgement, bit) => hasBit(differing, bit) && isSeen(judgement));
  return ({ judgements }) =>
    judgements.some((one) => isSeen(one) && judgements.some((other) => areOpposed(one, other, look)));
}

function areOpposed(one: Judgement, other: Judgement, look: ResultLook): boolean {
  const areGraded = one.state === 'graded' && other.state === 'graded';
  return areGraded && pointsIn(one, look) !== pointsIn(other, look);
}
