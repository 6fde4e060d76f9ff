import { basename, dirname, join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { replaceLines } from '../adapters/exchange/atomicFile.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { systemClock } from '../adapters/system/systemClock.ts';
import { type DataCard, formatCard } from '../core/exchange/training/dataCard.ts';
import {
  type ExportedTraining,
  exportTraining,
  type TrainingExport,
} from '../core/exchange/training/exportTraining.ts';
import { canonicalJson } from '../core/runs/callKey.ts';
import type { SpentRow, StorePort } from '../core/runs/ports.ts';
import type { Skillset } from '../core/skillset/skillset.ts';

export interface WrittenTraining {
  readonly card: DataCard;
  /** Where the cards lie. */
  readonly cards: readonly string[];
}

/**
 * Writes the data and, beside them, the card for programs and the one for people. The cards come last: data without
 * a card that fits are data of which nothing is known.
 */
export async function writeTraining(
  store: StorePort,
  wanted: TrainingExport,
  { path, skillset }: { readonly path: string; readonly skillset: Skillset | undefined },
  signal: AbortSignal,
): Promise<WrittenTraining> {
  const exported: ExportedTraining[] = [];
  const { lines, sha256: hash } = await replaceLines(path, async (write) => {
    exported.push(await exportTraining(store, wanted, write, signal));
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
    spent: (await store.spent({ file: wanted.file })).map(spentOf),
    exportedAt: new Date(systemClock.now()).toISOString(),
    skillmix: packageJson.version,
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

function spentOf({ endpoint, model, purpose, isBatch, calls, withoutUsage, input, output }: SpentRow) {
  return {
    ...{ endpoint: endpoint.name, model, purpose, isBatch, calls },
    ...{ callsWithoutUsage: withoutUsage, inputTokens: input, outputTokens: output },
  };
}
