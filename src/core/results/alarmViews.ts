import type { AlarmView, GraderAlarmsView } from '../../protocol/measure.ts';
import type { Alarm, GraderAlarms } from '../metrics/alarms.ts';
import type { Sample, SampleId } from '../runs/records.ts';

/** So many texts of an alarm are named: who wants all of them exports the results. */
const NAMED = 50;

const LABELS = {
  identicalRounds: 'Texts with identical rounds',
  pointsWithoutEvidence: 'Points without evidence',
  contradictions: 'Points against their own reason (reads English only)',
} as const;
const KINDS = ['identicalRounds', 'pointsWithoutEvidence', 'contradictions'] as const;

/** The texts that the alarms name. */
export function namedInAlarms(alarms: readonly GraderAlarms[]): SampleId[] {
  return [...new Set(alarms.flatMap((each) => KINDS.flatMap((kind) => each[kind].samples.slice(0, NAMED))))];
}

/** `samples`: those that `namedInAlarms` tells. */
export function alarmViews(alarms: readonly GraderAlarms[], samples: readonly Sample[]): GraderAlarmsView[] {
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  return alarms.map((each) => ({
    grader: each.grader,
    alarms: KINDS.map((kind) => alarmView(LABELS[kind], each[kind], byId)),
  }));
}

function alarmView(
  label: string,
  { count, of, samples }: Alarm,
  byId: ReadonlyMap<SampleId, Sample>,
): AlarmView {
  const named = samples.slice(0, NAMED).flatMap((id) => byId.get(id) ?? []);
  const texts = named.map(({ id, mix }) => ({
    id,
    skills: mix.skills.map(({ name }) => name),
    topic: mix.topic.name,
  }));
  return { label, count, of, texts, total: samples.length };
}
