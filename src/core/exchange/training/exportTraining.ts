import { compare } from '../../metrics/grouping.ts';
import type { CallRecord, StorePort } from '../../runs/ports.ts';
import type { Grading, Sample, SampleId, SamplePurpose } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';
import { createTally, type Tally } from '../incoming/tally.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import { conversationOf } from './conversation.ts';
import type { DataCard } from './dataCard.ts';
import { formatLine, type TrainingFormat } from './format.ts';
import { selectTexts } from './selectTexts.ts';

/** Which texts are exported, and in which form. What is left out does not filter. */
export interface TrainingExport {
  /** As in `Run.file`. */
  readonly file: string;
  readonly format: TrainingFormat;
  readonly keep: Keep;
  readonly nameRule: boolean;
  /** Left out: everyone who graded one of the texts. */
  readonly graders?: readonly string[];
  /** Left out: `data` where there are such texts, else all. */
  readonly purpose?: SamplePurpose | 'all';
  readonly k?: readonly number[];
  readonly splits?: readonly string[];
  readonly students?: readonly string[];
  readonly allGenerations: boolean;
  readonly subset?: { readonly size: number; readonly seed: number };
}

/** What the export tells of itself, for the card. */
export type ExportedTraining = Pick<DataCard, 'filters' | 'writing' | 'grading' | 'yields' | 'notExported'>;

/**
 * Writes the chosen texts line by line. The store is read twice: once for what the choice needs, once for the words of
 * what was chosen; so memory holds no words but those of a few texts at a time.
 */
export async function exportTraining(
  store: Pick<StorePort, 'eachSample' | 'findSample' | 'findCall'>,
  wanted: TrainingExport,
  write: (line: string) => Promise<void>,
  signal: AbortSignal,
): Promise<ExportedTraining> {
  const { candidates, gradings } = await readCandidates(store, wanted, signal);
  const purpose = wanted.purpose ?? (candidates.some((one) => one.purpose === 'data') ? 'data' : 'all');
  const ofPurpose = candidates.filter((one) => purpose === 'all' || one.purpose === purpose);
  const graders = wanted.graders ?? gradersOf(ofPurpose);
  const { ids, yields } = selectTexts(ofPurpose, { ...wanted, graders });
  const exported = new Map<number, number>();
  const writing = createTally<ReturnType<typeof wayOf>>();
  const notExported = createTally<string>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    signal.throwIfAborted();
    for (const { sample, calls } of await wordsOf(store, ids.slice(from, from + AT_ONCE))) {
      const conversation = conversationOf(calls);
      if (conversation.kind === 'missing') {
        notExported.add(conversation.why);
        continue;
      }
      await write(formatLine(conversation.messages, wanted.format));
      writing.add(wayOf(sample));
      const k = sample.mix.skills.length;
      exported.set(k, (exported.get(k) ?? 0) + 1);
    }
  }
  return {
    filters: filtersOf(wanted, purpose, graders),
    writing: writing.entries().map(({ what, count }) => ({ ...what, texts: count })),
    grading: gradingOf(gradings, purpose),
    yields: yields.map((row) => ({ ...row, exported: exported.get(row.k) ?? 0 })),
    notExported: notExported.entries(),
  };
}

/** How many texts are fetched at a time. */
const AT_ONCE = 500;

async function readCandidates(
  store: Pick<StorePort, 'eachSample'>,
  wanted: TrainingExport,
  signal: AbortSignal,
): Promise<{ candidates: Candidate[]; gradings: Tally<GradedRound> }> {
  const candidates: Candidate[] = [];
  const gradings = createTally<GradedRound>();
  await store.eachSample({ file: wanted.file }, (sample, rounds) => {
    signal.throwIfAborted();
    if (!isWanted(sample, wanted)) return;
    candidates.push(candidateOf(sample, rounds, wanted));
    for (const round of rounds) if (round.result.kind === 'graded') gradings.add(roundOf(sample, round));
  });
  return { candidates, gradings };
}

function isWanted({ mix, student }: Sample, { k, splits, students }: TrainingExport): boolean {
  return (
    (k === undefined || k.includes(mix.skills.length)) &&
    (splits === undefined || splits.includes(mix.split)) &&
    (students === undefined || students.includes(student))
  );
}

function gradersOf(candidates: readonly Candidate[]): string[] {
  const graders = new Set<string>();
  for (const { marks } of candidates) for (const grader of marks.keys()) graders.add(grader);
  return [...graders].sort();
}

interface Words {
  readonly sample: Sample;
  readonly calls: readonly (CallRecord | undefined)[];
}

/** Asked all at once, so that the store answers them in few statements. */
async function wordsOf(
  store: Pick<StorePort, 'findSample' | 'findCall'>,
  ids: readonly SampleId[],
): Promise<Words[]> {
  const found = await Promise.all(ids.map((id) => store.findSample(id)));
  const samples = found.filter((sample) => sample !== undefined);
  const calls = await Promise.all(
    samples.map(({ callKeys }) => Promise.all(callKeys.map((key) => store.findCall(key)))),
  );
  return samples.map((sample, index) => ({ sample, calls: calls[index] ?? [] }));
}

/** The texts of one way go into one row of the card. */
function wayOf({ student, promptVersion, sampling, mix }: Sample) {
  const given = sampling && {
    temperature: sampling.temperature ?? null,
    maxTokens: sampling.maxTokens ?? null,
  };
  return {
    ...{ student, promptVersion, sampling: given ?? null },
    ...{ split: mix.split, seed: mix.seed ?? null },
  };
}

type GradedRound = ReturnType<typeof roundOf>;

function roundOf({ purpose }: Sample, { grader, rubricVersion, round }: Grading) {
  return { purpose, grader, rubricVersion, round };
}

function gradingOf(gradings: Tally<GradedRound>, purpose: SamplePurpose | 'all'): DataCard['grading'] {
  const counts = new Map<string, DataCard['grading'][number]>();
  for (const { what, count } of gradings.entries()) {
    if (purpose !== 'all' && what.purpose !== purpose) continue;
    const { grader, rubricVersion, round } = what;
    const key = JSON.stringify([grader, rubricVersion, round]);
    const before = counts.get(key)?.gradings ?? 0;
    counts.set(key, { grader, rubricVersion, round, gradings: before + count });
  }
  return [...counts.values()].sort(
    (a, b) => compare(a.grader, b.grader) || compare(a.rubricVersion, b.rubricVersion) || a.round - b.round,
  );
}

function filtersOf(
  { keep, nameRule, k, splits, students, allGenerations, subset }: TrainingExport,
  purpose: SamplePurpose | 'all',
  graders: readonly string[],
): DataCard['filters'] {
  return {
    ...{ keep, nameRule, graders: [...graders], purpose, allGenerations },
    k: k === undefined ? null : [...k],
    splits: splits === undefined ? null : [...splits],
    students: students === undefined ? null : [...students],
    subset: subset ?? null,
  };
}
