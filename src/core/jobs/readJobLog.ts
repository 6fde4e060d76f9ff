import { readAnswerLog } from '../answers/readAnswerLog.ts';
import { readTrainingLog } from '../training/readTrainingLog.ts';
import type { ReadProgress } from './readProgress.ts';

/** Reads the log of any job by what writes it. What sets an environment up tells nothing. */
export const readJobLog: ReadProgress = (spec, text) => {
  switch (spec.kind) {
    case 'train':
      return readTrainingLog(spec, text);
    case 'answer':
      return readAnswerLog(spec, text);
    case 'serve':
    case 'setup':
      return { steps: [] };
  }
};
