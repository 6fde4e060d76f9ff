import { contradictsReason, isReadForContradiction } from '../grading/contradiction.ts';
import type { CriterionPoint } from '../grading/criterion.ts';
import { roundAlarms } from '../grading/verdict.ts';
import { votingRounds } from '../grading/votingRounds.ts';
import { RULE_GRADER } from '../runs/modelRef.ts';
import type { Grading, Sample, SampleId } from '../runs/records.ts';
import type { Alarm, GraderAlarms } from './alarms.ts';
import { compare, groupBy } from './grouping.ts';
import { lacksEvidence } from './pointsWithoutEvidence.ts';

/** Counts alarms over samples that are shown to it one by one, so that their words need not be held together. */
export interface AlarmTally {
  visit(sample: Sample, gradings: readonly Grading[]): void;
  /** By the grader's name. */
  alarms(): GraderAlarms[];
}

/** `graders`: whose gradings count; left out: all but the rule grader, which follows its rules to the letter. */
export function createAlarmTally(graders?: readonly string[]): AlarmTally {
  const counts = new Map<string, GraderCounts>();
  return {
    visit({ id }, gradings) {
      for (const [grader, own] of groupBy(gradings, (grading) => grading.grader))
        if (graders?.includes(grader) ?? grader !== RULE_GRADER) countText(countsOf(counts, grader), id, own);
    },
    alarms: () =>
      Array.from(counts, ([grader, count]) => ({
        grader,
        identicalRounds: alarmOf(count.identicalRounds),
        pointsWithoutEvidence: alarmOf(count.pointsWithoutEvidence),
        contradictions: alarmOf(count.contradictions),
        unreadReasons: count.unreadReasons,
      })).sort((a, b) => compare(a.grader, b.grader)),
  };
}

interface AlarmCount {
  count: number;
  of: number;
  readonly samples: Set<SampleId>;
}

interface GraderCounts extends Record<Exclude<keyof GraderAlarms, 'grader' | 'unreadReasons'>, AlarmCount> {
  unreadReasons: number;
}

function countsOf(counts: Map<string, GraderCounts>, grader: string): GraderCounts {
  const none = (): AlarmCount => ({ count: 0, of: 0, samples: new Set() });
  const known = counts.get(grader) ?? {
    ...{ identicalRounds: none(), pointsWithoutEvidence: none(), contradictions: none(), unreadReasons: 0 },
  };
  counts.set(grader, known);
  return known;
}

function countText(counts: GraderCounts, id: SampleId, gradings: readonly Grading[]): void {
  const rounds = votingRounds(gradings).filter(({ result }) => result.kind !== 'failed');
  if (rounds.length > 1) count(counts.identicalRounds, id, roundAlarms(rounds).length > 0);
  for (const { result } of rounds)
    for (const point of result.kind === 'graded' ? result.points : []) {
      if (point.criterion.kind === 'skill' && point.point === 1)
        count(counts.pointsWithoutEvidence, id, lacksEvidence(point));
      if (!hasReason(point)) continue;
      if (isReadForContradiction(point.reason)) count(counts.contradictions, id, contradictsReason(point));
      else counts.unreadReasons += 1;
    }
}

/** The length is counted, and the reason of its point is not the grader's. */
function hasReason({ criterion, reason }: CriterionPoint): boolean {
  return criterion.kind !== 'length' && reason.trim() !== '';
}

function count(alarm: AlarmCount, id: SampleId, isThere: boolean): void {
  alarm.of += 1;
  if (!isThere) return;
  alarm.count += 1;
  alarm.samples.add(id);
}

function alarmOf({ count: found, of, samples }: AlarmCount): Alarm {
  return { count: found, of, samples: [...samples] };
}
