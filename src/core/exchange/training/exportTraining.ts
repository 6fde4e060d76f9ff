import type { Digest, StorePort } from '../../runs/ports.ts';
import type { Sample, SampleId, SamplePurpose } from '../../runs/records.ts';
import type { Keep } from '../../skillset/study.ts';
import { createTally } from '../incoming/tally.ts';
import { createCandidates } from './candidates.ts';
import { conversationOf } from './conversation.ts';
import type { DataCard } from './dataCard.ts';
import { formatLine, type TrainingFormat } from './format.ts';
import { createGradingTally } from './gradingTally.ts';
import { createRepeats } from './repeats.ts';
import { type Selection, selectTexts } from './selectTexts.ts';

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

export interface ExportTools {
  readonly store: Pick<StorePort, 'eachSample' | 'findSample' | 'findCall'>;
  readonly digest: Digest;
}

/** What the export tells of itself, for the card. */
export type ExportedTraining = Pick<DataCard, 'filters' | 'writing' | 'grading' | 'yields' | 'notExported'>;

/**
 * Writes the chosen texts line by line. The store is read twice: once for what the choice needs, once for the words of
 * what was chosen; so memory holds no words but those of a few texts at a time.
 */
export async function exportTraining(
  { store, digest }: ExportTools,
  wanted: TrainingExport,
  write: (line: string) => Promise<void>,
  signal: AbortSignal,
): Promise<ExportedTraining> {
  const { selection, grading } = await choose({ store, digest }, wanted, signal);
  const exported = new Map<number, number>();
  const writing = createTally<ReturnType<typeof wayOf>>();
  const notExported = createTally<string>();
  const repeats = createRepeats(digest);
  for await (const { sample, line } of linesOf(store, selection, wanted.format)) {
    signal.throwIfAborted();
    if (typeof line !== 'string') {
      notExported.add(line.why);
    } else if (repeats.add(line) !== undefined) {
      notExported.add('the same conversation is there already');
    } else {
      await write(line);
      writing.add(wayOf(sample));
      const k = sample.mix.skills.length;
      exported.set(k, (exported.get(k) ?? 0) + 1);
    }
  }
  return {
    filters: filtersOf(wanted, selection),
    writing: writing.entries().map(({ what, count }) => ({ ...what, texts: count })),
    grading,
    yields: selection.yields.map((row) => ({ ...row, exported: exported.get(row.k) ?? 0 })),
    notExported: notExported.entries(),
  };
}

/** What is known of the texts ends with this function: only the ids of the chosen ones are needed after it. */
async function choose(
  { store, digest }: Pick<ExportTools, 'store' | 'digest'>,
  wanted: TrainingExport,
  signal: AbortSignal,
): Promise<{ selection: Selection; grading: DataCard['grading'] }> {
  const { candidates, add } = createCandidates(digest, wanted);
  const gradings = createGradingTally();
  await store.eachSample({ file: wanted.file }, (sample, rounds) => {
    signal.throwIfAborted();
    if (!isWanted(sample, wanted)) return;
    add(sample, rounds);
    gradings.add(sample, rounds);
  });
  const selection = selectTexts(candidates, wanted);
  return { selection, grading: gradings.rows(selection.purpose) };
}

function isWanted({ mix, student }: Sample, { k, splits, students }: TrainingExport): boolean {
  return (
    (k === undefined || k.includes(mix.skills.length)) &&
    (splits === undefined || splits.includes(mix.split)) &&
    (students === undefined || students.includes(student))
  );
}

interface ChosenText {
  readonly sample: Sample;
  /** Its line, or why there is none. */
  readonly line: string | { readonly why: string };
}

/** How many texts are fetched at a time. */
const AT_ONCE = 50;

/** A text that cannot be trained on gives way to the next of its mix that passes; where there is none, it tells why. */
async function* linesOf(
  store: Pick<StorePort, 'findSample' | 'findCall'>,
  { ids, others }: Selection,
  format: TrainingFormat,
): AsyncGenerator<ChosenText> {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const page = ids.slice(from, from + AT_ONCE);
    const chosen = await linesFor(store, page, format);
    for (const text of chosen) {
      const instead = typeof text.line === 'string' ? [] : (others.get(text.sample.id) ?? []);
      yield (await firstLine(store, instead, format)) ?? text;
    }
  }
}

async function firstLine(
  store: Pick<StorePort, 'findSample' | 'findCall'>,
  ids: readonly SampleId[],
  format: TrainingFormat,
): Promise<ChosenText | undefined> {
  for (const id of ids) {
    const [text] = await linesFor(store, [id], format);
    if (typeof text?.line === 'string') return text;
  }
  return undefined;
}

/** What is fetched together is asked for at once, so that the store answers it in few statements. */
async function linesFor(
  store: Pick<StorePort, 'findSample' | 'findCall'>,
  ids: readonly SampleId[],
  format: TrainingFormat,
): Promise<ChosenText[]> {
  const found = await Promise.all(ids.map((id) => store.findSample(id)));
  const samples = found.filter((sample) => sample !== undefined);
  const calls = await Promise.all(
    samples.map(({ callKeys }) => Promise.all(callKeys.map((key) => store.findCall(key)))),
  );
  return samples.map((sample, index) => {
    const conversation = conversationOf(calls[index] ?? []);
    const line = conversation.kind === 'missing' ? conversation : formatLine(conversation.messages, format);
    return { sample, line };
  });
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

function filtersOf(
  { keep, nameRule, k, splits, students, allGenerations, subset }: TrainingExport,
  { graders, purpose }: Selection,
): DataCard['filters'] {
  return {
    ...{ keep, nameRule, graders: [...graders], purpose, allGenerations },
    k: k === undefined ? null : [...k],
    splits: splits === undefined ? null : [...splits],
    students: students === undefined ? null : [...students],
    subset: subset ?? null,
  };
}
