import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingExport } from '../../core/exchange/training/exportTraining.ts';
import type { StorePort } from '../../core/runs/ports.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import { answerRows } from '../../core/training/answerRows.ts';
import type { TrainingData } from '../../core/training/prepareTraining.ts';
import type { RowForm } from '../../core/training/trainingEngine.ts';
import { replaceLines } from '../exchange/atomicFile.ts';
import { textLines } from '../exchange/textLines.ts';
import { type TrainingPlace, type WrittenTraining, writeTraining } from './writeTraining.ts';

export interface WrittenData {
  readonly data: TrainingData;
  readonly written: WrittenTraining;
}

export interface DataPlace extends Pick<TrainingPlace, 'priceOf' | 'version'> {
  /** The file as the store names it. */
  readonly key: string;
  readonly skillset: Skillset;
  /** Made where it is not there. */
  readonly folder: string;
}

/** Writes the kept texts that the training asks for, with their card, in the form that its engine takes. */
export async function writeTrainingData(
  store: StorePort,
  plan: TrainPlan,
  form: RowForm,
  { key, skillset, folder, priceOf, version }: DataPlace,
  signal: AbortSignal,
): Promise<WrittenData> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'data.jsonl');
  const place = { path, skillset, priceOf, version };
  const written = await writeTraining(store, trainingExport(key, plan, skillset), place, signal);
  const { lines, sha256 } = written.card.data;
  if (form === 'conversation') return { written, data: await dataIn(path, { lines, sha256 }) };
  const answers = join(folder, 'answers.jsonl');
  const rows = await replaceLines(answers, async (write) => {
    for await (const line of textLines(path)) for (const row of answerRows(line)) await write(row);
  });
  return { written, data: await dataIn(answers, rows) };
}

async function dataIn(
  source: string,
  { lines, sha256 }: { readonly lines: number; readonly sha256: string },
): Promise<TrainingData> {
  return { source, sha256, rows: lines, bytes: (await stat(source)).size };
}

function trainingExport(file: string, { data, engine }: TrainPlan, skillset: Skillset): TrainingExport {
  const { study, grade, seed } = skillset;
  return {
    ...{ file, format: engine, allGenerations: false },
    keep: study?.data?.keep ?? 'full-marks',
    nameRule: grade?.nameRule ?? true,
    ...(data.k !== undefined && { k: data.k }),
    ...(data.size !== undefined && { subset: { size: data.size, seed } }),
  };
}
