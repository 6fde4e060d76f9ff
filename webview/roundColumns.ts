import type { CriterionView, RoundView } from '../src/protocol/panel.ts';

/** One grader's columns in the table of points. */
export interface GraderColumns {
  readonly grader: string;
  /** Ascending. */
  readonly rounds: readonly RoundColumn[];
  /** The criteria whose verdict gives a point; undefined where a criterion has no readable round. */
  readonly points?: number;
}

export type RoundColumn =
  | { readonly kind: 'graded'; readonly round: number }
  /** No criterion of this round has a point, and all for the same reason. */
  | {
      readonly kind: 'empty';
      readonly round: number;
      readonly state: 'unreadable' | 'failed';
      readonly why: string;
    };

/** Graders in the order in which they first appear. */
export function roundColumns(criteria: readonly CriterionView[]): GraderColumns[] {
  const graders = new Set(
    criteria.flatMap(({ verdicts, rounds }) => [...verdicts, ...rounds].map(({ grader }) => grader)),
  );
  return [...graders].map((grader) => {
    const points = graderPoints(criteria, grader);
    const columns = { grader, rounds: columnsOf(criteria, grader) };
    return points === undefined ? columns : { ...columns, points };
  });
}

export function findRound(criterion: CriterionView, grader: string, round: number): RoundView | undefined {
  return criterion.rounds.find((view) => view.grader === grader && view.round === round);
}

export function findVerdict(
  criterion: CriterionView,
  grader: string,
): CriterionView['verdicts'][number] | undefined {
  return criterion.verdicts.find((verdict) => verdict.grader === grader);
}

function graderPoints(criteria: readonly CriterionView[], grader: string): number | undefined {
  let points = 0;
  for (const criterion of criteria) {
    const point = findVerdict(criterion, grader)?.point;
    if (point === undefined) return undefined;
    points += point;
  }
  return points;
}

function columnsOf(criteria: readonly CriterionView[], grader: string): RoundColumn[] {
  const views = criteria.flatMap(({ rounds }) => rounds.filter((view) => view.grader === grader));
  const rounds = [...new Set(views.map(({ round }) => round))].sort((a, b) => a - b);
  return rounds.map((round) =>
    columnOf(
      round,
      views.filter((view) => view.round === round),
    ),
  );
}

function columnOf(round: number, views: readonly RoundView[]): RoundColumn {
  const [first, ...others] = views;
  if (first === undefined || first.state === 'graded') return { kind: 'graded', round };
  const isWhole = others.every(({ state, why }) => state === first.state && why === first.why);
  if (!isWhole) return { kind: 'graded', round };
  return { kind: 'empty', round, state: first.state, why: first.why ?? '' };
}
