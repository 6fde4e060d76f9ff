/** What a job runs, whoever runs it. JSON-safe, and kept with the job: it is what the user was shown. */
export interface JobSpec {
  readonly kind: JobKind;
  /** For people, one line. */
  readonly title: string;
  readonly engine: EngineName;
  /** What lies in the job's folder before it starts. */
  readonly files: readonly JobFile[];
  /** At least one. Each is run on its own: one after the other on a machine, as an array on Slurm. */
  readonly tasks: readonly JobTask[];
  /** Of each task. */
  readonly needs: { readonly gpus: number; readonly nodes: number };
  /** Literal, for every task. Never a secret. */
  readonly environment: { readonly [name: string]: string };
  /** Variables whose values reach the target by stdin, into a file that only the user can read. */
  readonly secrets: readonly string[];
  /** A task that was interrupted goes on where it was when it is started again; otherwise it begins anew. */
  readonly resumes: boolean;
}

/** `train`: fine-tunes a model. `answer`: lets a model answer prompts. `serve`: answers requests until it is ended. */
export type JobKind = 'train' | 'answer' | 'serve';

export type EngineName = 'trl' | 'axolotl' | 'vllm' | 'transformers';

/** `path` is relative to the job's folder, with `/`, of A-Z a-z 0-9 . _ - alone, and never leads out of it. */
export type JobFile =
  | { readonly path: string; readonly content: string }
  /** A file of this machine, for what is too large to hold. */
  | { readonly path: string; readonly source: string; readonly bytes: number; readonly sha256: string };

export interface JobTask {
  /** The program and its arguments, word by word: no shell reads them. No word has a line break in it. */
  readonly command: readonly string[];
  /** What must be there, beside exit status 0, for the task to count as done. */
  readonly evidence: Evidence;
}

/** Relative to the job's folder. */
export type Evidence =
  /** A `trainer_state.json` whose `global_step` is this. */
  | { readonly kind: 'trainer-state'; readonly path: string; readonly step: number }
  /** A JSONL file that answers this many requests. */
  | { readonly kind: 'answers'; readonly path: string; readonly lines: number }
  /** A server has no end of its own. */
  | { readonly kind: 'none' };
