import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../system/systemClock.ts';
import { type TrainingOn, type TrainingReady, trainingOn } from './trainingOn.ts';

type Draft =
  | (Extract<TrainingReady, { kind: 'ready' }> & { discard(): Promise<void> })
  | Extract<TrainingReady, { kind: 'refused' }>;

/** Prepares a training whose data lie beside the store; those of one that will not run are deleted again. */
export async function draftTraining(
  training: Omit<TrainingOn, 'folder'> & { readonly storePath: string },
  signal: AbortSignal,
): Promise<Draft> {
  const folder = trainingFolder(training.storePath);
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const prepared = await trainingOn({ ...training, folder }, signal);
    if (prepared.kind === 'ready') return { ...prepared, discard };
    await discard();
    return prepared;
  } catch (error) {
    await discard();
    throw error;
  }
}

/** A new folder for the data of one training, beside the store. */
export function trainingFolder(storePath: string): string {
  return join(dirname(storePath), 'training', systemClock.now().toString(36));
}
