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
  /** Literal, for every task. Never a secret; a value that is `NEW_KEY` stands for one that is made where it runs. */
  readonly environment: { readonly [name: string]: string };
  /** Variables whose values reach the target by stdin, into a file that only the user can read. */
  readonly secrets: readonly string[];
  /** A task that was interrupted goes on where it was when it is started again; otherwise it begins anew. */
  readonly resumes: boolean;
}

/**
 * `train`: fine-tunes a model. `answer`: lets a model answer prompts. `serve`: answers requests until it is ended.
 * `setup`: makes the engine's environment, on the host that is reached, even where a scheduler runs the other kinds.
 */
export const JOB_KINDS = ['train', 'answer', 'serve', 'setup'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const ENGINE_NAMES = ['trl', 'axolotl', 'vllm', 'transformers'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * `path` is relative to the job's folder, with `/`, of A-Z a-z 0-9 . _ - alone, never leads out of it, and does not
 * begin with `.job/`, where the supervisor keeps its own files.
 */
export type JobFile =
  | { readonly path: string; readonly content: string }
  /** A file of this machine, for what is too large to hold. */
  | { readonly path: string; readonly source: string; readonly bytes: number; readonly sha256: string };

export interface JobTask {
  /**
   * The program and its arguments, word by word: no shell reads them. No word has a line break in it. The program is
   * looked for in the engine's environment first. It runs in the job's folder. A word that is `NODE_RANK` or
   * `HEAD_HOST` as a whole stands for the number of the node, from 0, and for the address of node 0.
   */
  readonly command: readonly string[];
  /** What must be there, beside exit status 0, for the task to count as done. */
  readonly evidence: Evidence;
}

/** Words of a command that are known only where it runs. */
export const NODE_RANK = '@node-rank@';
export const HEAD_HOST = '@head-host@';

/** Of each attempt its own, known to the task and to whoever reaches it through the target, and to nobody else. */
export const NEW_KEY = '@new-key@';

/** Relative to the job's folder, in the same characters as the path of a file. */
export type Evidence =
  /** A `trainer_state.json` whose `global_step` is this. */
  | { readonly kind: 'trainer-state'; readonly path: string; readonly step: number }
  /** A JSONL file with this many whole lines, one for each request. */
  | { readonly kind: 'answers'; readonly path: string; readonly lines: number }
  /** The exit status alone: a server has no end of its own. */
  | { readonly kind: 'none' };
