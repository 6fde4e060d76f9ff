import { expect, test } from 'vitest';
import type { GraderAlarms } from '../../../src/core/metrics/alarms.ts';
import { alarmViews, namedInAlarms } from '../../../src/core/results/alarmViews.ts';
import { sample } from '../metrics/judgedRecords.ts';

const samples = Array.from({ length: 60 }, () => sample());
const ids = samples.map(({ id }) => id);
const none = { count: 0, of: 10, samples: [] };
const alarms: readonly GraderAlarms[] = [
  {
    grader: 'lab/judge',
    identicalRounds: { count: 60, of: 60, samples: ids },
    pointsWithoutEvidence: { count: 3, of: 100, samples: ids.slice(58) },
    contradictions: none,
    unreadReasons: 0,
  },
];

test('the first fifty texts of an alarm are named, each read once', () => {
  const named = namedInAlarms(alarms);
  expect(named).toEqual([...ids.slice(0, 50), ...ids.slice(58)]);
  const [view] = alarmViews(alarms, samples);
  expect(view?.alarms.map(({ texts, total, count }) => [texts.length, total, count])).toEqual([
    [50, 60, 60],
    [2, 2, 3],
    [0, 0, 0],
  ]);
});
