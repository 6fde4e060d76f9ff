import type { JobFile } from '../jobs/jobSpec.ts';
import type { TrainEngine, TrainPlan } from '../skillset/trainPlan.ts';
import type { ChatTemplate } from './chatTemplates.ts';
import type { TrainingMachine } from './machine.ts';
import type { Placement } from './placement.ts';

/** All that an engine's configuration is made of. */
export interface TrainingSetup {
  readonly plan: TrainPlan;
  readonly seed: number;
  readonly machine: TrainingMachine;
  readonly placement: Placement;
  readonly template: ChatTemplate;
  /** Rows of the data. */
  readonly rows: number;
  /** Where the processes of the training meet, on the first node. */
  readonly port: number;
}

/**
 * What the data has in a row. `conversation`: `messages`, both answers learnt. `answer`: `prompt` and `completion`, so
 * that a text of two turns is two rows.
 */
export type RowForm = 'conversation' | 'answer';

/** An existing program that fine-tunes, and how it is told what to do. */
export interface TrainingEngine {
  readonly name: TrainEngine;
  rowForm(template: ChatTemplate): RowForm;
  /** Why the engine cannot do what is asked for, in a sentence. */
  problem(plan: TrainPlan): string | undefined;
  /** Its main configuration, as the path of one of `files`. */
  readonly config: string;
  files(setup: TrainingSetup): readonly (JobFile & { readonly content: string })[];
  /** The engine's own command, run in the job's folder. No word comes from the skillset. */
  command(setup: TrainingSetup): readonly string[];
  readonly environment: { readonly [name: string]: string };
}

/** In the job's folder. */
export const JOB_PATHS = {
  data: 'data.jsonl',
  template: 'chat-template.jinja',
  output: 'output',
  /** What the start and the check of the labels are told. */
  plan: 'training.json',
  start: 'start_training.py',
  check: 'check_labels.py',
} as const;
