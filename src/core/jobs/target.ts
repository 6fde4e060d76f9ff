/** A machine that jobs run on, as the settings describe it. Names and addresses only: no secret is part of it. */
export type Target = LocalTarget | SshTarget | SlurmTarget;

interface AnyTarget {
  /** Where jobs and environments are kept there, absolute or relative to the home folder. Default: `.skillmix`. */
  readonly folder?: string;
  /** The Python environment that holds the engines there. Left out: the one that Skillmix makes in `folder`. */
  readonly environment?: string;
}

/** The machine that Skillmix itself runs on. */
export interface LocalTarget extends AnyTarget {
  readonly kind: 'local';
}

/** Reached by the system's `ssh`, with the user's own configuration. */
export interface SshTarget extends AnyTarget {
  readonly kind: 'ssh';
  /** As on the command line of `ssh`: a name of ~/.ssh/config, or `user@host`. */
  readonly host: string;
}

/** A Slurm cluster whose commands are found on `host`, or on this machine. */
export interface SlurmTarget extends AnyTarget {
  readonly kind: 'slurm';
  readonly host?: string;
  readonly partition?: string;
  readonly account?: string;
  readonly qos?: string;
  /** As `sbatch --time` takes it, such as `12:00:00`. A training that saves its state goes on after it. */
  readonly time?: string;
  /** Of one node. */
  readonly gpus?: number;
  /** As `--gres` names it, such as `a100`. */
  readonly gpuType?: string;
  readonly nodes?: number;
  readonly cpusPerTask?: number;
  /** As `--mem` takes it, such as `64G`. */
  readonly memory?: string;
  /** The most tasks of an array that run at once. */
  readonly arrayLimit?: number;
  /** Further words after `#SBATCH`, one option each. */
  readonly extra?: readonly string[];
  /** Environment modules to load before a job, such as `cuda/12.4`. */
  readonly modules?: readonly string[];
}
