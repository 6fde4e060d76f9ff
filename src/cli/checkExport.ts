import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { hashLines } from '../adapters/exchange/hashLines.ts';
import { sha256 } from '../adapters/system/sha256.ts';
import { cardPath } from '../adapters/training/writeTraining.ts';
import { checkData } from '../core/exchange/training/checkCard.ts';
import { dataCard } from '../core/exchange/training/dataCard.ts';
import { UsageError, WorkError } from './terminal.ts';

export interface CheckedExport {
  readonly lines: number;
  readonly sha256: string;
  /** How the data differ from their card, as sentences. */
  readonly differences: readonly string[];
}

/** Holds data against the card beside them. */
export async function checkExport(path: string): Promise<CheckedExport> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const card = cardPath(path, 'json');
  if (!existsSync(card)) throw new UsageError(`There is no card ${card} to hold ${path} against.`);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), dataCard), readFileSync(card, 'utf8'));
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new WorkError(
      `${card} is no card of Skillmix: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`,
    );
  }
  const check = checkData(parsed.output, sha256);
  const found = await hashLines(path, check.add);
  return { ...found, differences: check.end(found) };
}
