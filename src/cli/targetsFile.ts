import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { remoteTarget } from '../adapters/remote/remoteTarget.ts';
import { readTargets } from '../core/jobs/readTargets.ts';
import type { Target } from '../core/jobs/target.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import { UsageError } from './terminal.ts';

export interface KnownTargets {
  /** By name, `local` among them. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The files that were read. */
  readonly files: readonly string[];
}

/**
 * The targets of the user's own file, and over them those of the file in `folder`/.skillmix; or those of the file at
 * `path` alone. `local` is always there.
 */
export function knownTargets(folder: string, path: string | undefined): KnownTargets {
  const usual = [userFile(), join(resolve(folder), '.skillmix', 'targets.yaml')].filter((file) =>
    existsSync(file),
  );
  const files = path === undefined ? usual : [path];
  const local: readonly [string, Target] = ['local', { kind: 'local' }];
  return { targets: new Map([local, ...files.flatMap((file) => [...targetsIn(file)])]), files };
}

/** The target of this name, for a skillset file; `path` as given by --targets. */
export function targetNamed(name: string, skillset: string, path: string | undefined): TargetPort {
  return targetAmong(knownTargets(dirname(resolve(skillset)), path), name);
}

/** The target of this name. The caller closes it. */
export function targetAmong({ targets }: KnownTargets, name: string): TargetPort {
  const target = targets.get(name);
  if (target !== undefined) return remoteTarget(name, target);
  const known = [...targets.keys()].join(', ');
  throw new UsageError(
    `There is no target "${name}". Known: ${known}. Describe others in .skillmix/targets.yaml beside the skillset, or in ${userFile()}.`,
  );
}

function userFile(): string {
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'skillmix', 'targets.yaml');
}

function targetsIn(file: string): ReadonlyMap<string, Target> {
  const { targets, problems } = readTargets(parsed(file));
  if (problems.length > 0) throw new UsageError(`${file}: ${problems.join(' ')}`);
  return targets;
}

function parsed(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
