import { formatCount } from '../format/formatCount.ts';
import { formatDuration } from '../format/formatDuration.ts';
import type { Stage, StageName } from './stages.ts';

const UNITS: Record<StageName, string> = {
  data: 'texts',
  train: 'steps',
  evaluate: 'texts',
  grade: 'gradings',
  report: '',
};

/** One line for each stage: how it stands, how far it is, what it waits for, what it took, and why it ended. */
export function formatStages(stages: readonly Stage[]): string {
  return stages.map(stageLine).join('\n');
}

/** Such as `5 of 20 steps`; undefined where there is nothing to count. */
export function countOfStage({ name, done, total }: Stage): string | undefined {
  return total > 0 ? `${formatCount(done)} of ${formatCount(total)} ${UNITS[name]}` : undefined;
}

function stageLine(stage: Stage): string {
  const { name, state, running, why, money, jobSeconds } = stage;
  const count = countOfStage(stage);
  const parts = [
    ...(count === undefined ? [] : [count]),
    ...running,
    ...(jobSeconds > 0 ? [`${formatDuration(jobSeconds)} on targets`] : []),
    ...(money > 0 ? [`$${money.toFixed(2)}`] : []),
    ...(why === undefined || state === 'done' ? [] : [why]),
  ];
  return `${name.padEnd(9)} ${state.padEnd(8)} ${parts.join('; ')}`.trimEnd();
}
