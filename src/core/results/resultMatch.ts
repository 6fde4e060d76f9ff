import type { PanelFilter, PanelSnapshot } from '../../protocol/panel.ts';
import type { Judgement, SampleState } from '../metrics/facts.ts';
import { pointsOf } from '../metrics/judgedSamples.ts';
import { textScores } from '../metrics/textScores.ts';
import { hasBit, type Outcome, outcomeOf } from './outcome.ts';
import type { ResultLook } from './resultQuery.ts';

/** A sample as far as a filter looks at what became of it. */
export interface JudgedResult {
  readonly state: SampleState;
  readonly k: number;
  readonly judgements: readonly Judgement[];
  /** Those of which the rounds differ. */
  readonly differing: readonly Judgement[];
  /** Which of its skills the filter names in `missed`, from 0; -1: none. */
  readonly missedSkill: number;
}

/** What became of the sample, where it is among those that the filter lets through; else undefined. */
export type ResultMatch = (result: JudgedResult) => Outcome | undefined;

/** Looks at verdicts, missed criteria and disagreement: what else a filter names, the store itself looks at. */
export function createMatch(filter: PanelFilter, look: ResultLook): ResultMatch {
  const conditions = [
    verdictCondition(filter),
    missedCondition(filter),
    disagreementCondition(filter, look),
  ].filter((condition) => condition !== undefined);
  return (result) => {
    const outcome = outcomeOf(result.state, result.judgements, look);
    const points = outcome.judgement && pointsIn(outcome.judgement, look);
    return conditions.every((holds) => holds({ ...result, outcome, points })) ? outcome : undefined;
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

interface Seen extends JudgedResult {
  readonly outcome: Outcome;
  readonly points: number | undefined;
}

type Condition = (seen: Seen) => boolean;

function verdictCondition({ verdict }: PanelFilter): Condition | undefined {
  switch (verdict) {
    case undefined:
      return undefined;
    case 'full-marks':
      return ({ points, k }) => points !== undefined && textScores(points, k).fullMarks === 1;
    case 'all-skills':
      return ({ points, k }) => points !== undefined && textScores(points, k).allSkills === 1;
    case 'missed':
      return ({ points, k }) => points !== undefined && textScores(points, k).fullMarks === 0;
    default:
      return ({ outcome }) => countOf(outcome) === verdict;
  }
}

const AFTER_SKILLS = ['topic', 'sense', 'length'];

function missedCondition({ missed }: PanelFilter): Condition | undefined {
  if (missed === undefined) return undefined;
  const place = AFTER_SKILLS.indexOf(missed);
  return ({ points, k, missedSkill }) => {
    const bit = place === -1 ? missedSkill : k + place;
    return points !== undefined && bit !== -1 && !hasBit(points, bit);
  };
}

function disagreementCondition({ disagreement }: PanelFilter, look: ResultLook): Condition | undefined {
  const isSeen = ({ grader }: Judgement): boolean => look.grader === undefined || grader === look.grader;
  if (disagreement === 'rounds') return ({ differing }) => differing.some(isSeen);
  if (disagreement === undefined) return undefined;
  return ({ judgements }) => {
    const graded = judgements.filter(({ state }) => state === 'graded');
    return graded
      .filter(isSeen)
      .some((one) => graded.some((other) => pointsIn(one, look) !== pointsIn(other, look)));
  };
}
