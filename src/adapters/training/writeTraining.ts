import { basename, dirname, join } from 'node:path';
import { costOf } from '../../core/exchange/training/cost.ts';
import type { DataCard } from '../../core/exchange/training/dataCard.ts';
import {
  type ExportedTraining,
  exportTraining,
  type TrainingExport,
} from '../../core/exchange/training/exportTraining.ts';
import { formatCard } from '../../core/exchange/training/formatCard.ts';
import { ratesOf } from '../../core/exchange/training/rates.ts';
import { yieldsOf } from '../../core/metrics/yields.ts';
import type { Price } from '../../core/plan/prices.ts';
import { canonicalJson } from '../../core/runs/callKey.ts';
import type { EndpointIdentity } from '../../core/runs/endpoint.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { replaceLines } from '../exchange/atomicFile.ts';
import { sha256 } from '../system/sha256.ts';
import { systemClock } from '../system/systemClock.ts';

export interface TrainingPlace {
  /** Of the data. */
  readonly path: string;
  /** Undefined where the file is gone or never was. */
  readonly skillset: Skillset | undefined;
  readonly priceOf: (endpoint: EndpointIdentity, model: string) => Price | undefined;
  /** Of Skillmix. */
  readonly version: string;
}

export interface WrittenTraining {
  readonly card: DataCard;
  /** Where the cards lie. */
  readonly cards: readonly string[];
}

/** All that the card needs of the store: read before the data replace older ones, so that a failure leaves those. */
type Findings = ExportedTraining & Pick<DataCard, 'rates' | 'spent' | 'cost'>;

/**
 * Writes the data and, beside them, the card for programs and the one for people. The cards come last: data without
 * a card that fits are data of which nothing is known.
 */
export async function writeTraining(
  store: StorePort,
  wanted: TrainingExport,
  { path, skillset, priceOf, version }: TrainingPlace,
  signal: AbortSignal,
): Promise<WrittenTraining> {
  const exported: Findings[] = [];
  const { lines, sha256: hash } = await replaceLines(path, async (write) => {
    const found = await exportTraining({ store, digest: sha256 }, wanted, write, signal);
    const rates = await ratesFor(store, wanted, found.filters);
    exported.push({ ...found, rates, ...costOf(await store.spent({ file: wanted.file }), priceOf) });
  });
  const [found] = exported;
  if (found === undefined) throw new Error('The export ended without telling what it wrote.');
  const card: DataCard = {
    card: 1,
    title: skillset?.title ?? wanted.file,
    skillset: {
      file: wanted.file,
      sha256: skillset === undefined ? null : sha256(canonicalJson(skillset)),
    },
    data: { file: basename(path), format: wanted.format, lines, sha256: hash },
    ...found,
    exportedAt: new Date(systemClock.now()).toISOString(),
    skillmix: version,
  };
  const cards = [cardPath(path, 'json'), cardPath(path, 'md')] as const;
  await replaceLines(cards[0], (write) => write(JSON.stringify(card, null, 2)));
  await replaceLines(cards[1], (write) => write(formatCard(card)));
  return { card, cards };
}

/** `DATA.card.json` beside `DATA.jsonl`. */
export function cardPath(data: string, form: 'json' | 'md'): string {
  return join(dirname(data), `${basename(data).replace(/\.jsonl?$/u, '')}.card.${form}`);
}

async function ratesFor(
  store: StorePort,
  { file, keep, nameRule, students, splits, k }: TrainingExport,
  { graders, purpose }: DataCard['filters'],
): Promise<DataCard['rates']> {
  const filter = {
    graders,
    ...(purpose === 'all' ? {} : { purposes: [purpose] }),
    ...(students === undefined ? {} : { students }),
    ...(splits === undefined ? {} : { splits }),
    ...(k === undefined ? {} : { ks: k }),
  };
  return ratesOf(yieldsOf(await store.reportFacts({ file }), { keep, nameRule, filter }));
}
