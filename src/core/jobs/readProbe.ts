import { ENGINE_NAMES } from './jobSpec.ts';
import type { FoundEngine, Gpu, TargetProbe } from './probe.ts';
import { readPartitions } from './slurm.ts';

/** Reads what the probe of a target prints; undefined where it is not whole. */
export function readProbe(text: string): TargetProbe | undefined {
  const lines = text.split('\n');
  const all = (key: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1).trim()] : []));
  const first = (key: string): string | undefined => all(key).find((rest) => rest !== '');
  const [who, system, folder] = [first('who'), first('system'), first('folder')];
  const [free, total] = (first('disk') ?? '').split(' ').map(Number);
  if (who === undefined || system === undefined || folder === undefined) return undefined;
  if (free === undefined || total === undefined) return undefined;
  const [cuda, python, slurm] = [first('cuda'), first('python'), first('slurm')];
  const [, uv, uvPath] = /^(\S+) (.+)$/.exec(first('uv') ?? '') ?? [];
  return {
    who,
    system,
    folder,
    disk: { freeBytes: free * 1024, totalBytes: total * 1024 },
    gpus: all('gpu').flatMap(readGpu),
    ...(cuda === undefined ? {} : { cuda }),
    ...(python === undefined ? {} : { python }),
    ...(uv === undefined || uvPath === undefined ? {} : { uv, uvPath }),
    engines: all('engine').flatMap(readEngine),
    ...(slurm === undefined
      ? {}
      : { slurm: { version: slurm, partitions: readPartitions(all('partition').join('\n')) } }),
    warnings: all('lacks').flatMap((what) => WARNINGS[what] ?? []),
  };
}

const MIB = 1024 * 1024;

/** `TOTAL, FREE, NAME`, in MiB. */
function readGpu(rest: string): Gpu[] {
  const [, total, free, name] = /^(\d+), (\d+), (.+)$/.exec(rest) ?? [];
  if (total === undefined || free === undefined || name === undefined) return [];
  return [{ name, memoryBytes: Number(total) * MIB, freeBytes: Number(free) * MIB }];
}

/** `NAME VERSION FOLDER` */
function readEngine(rest: string): FoundEngine[] {
  const [, name, version, environment] = /^(\S+) (\S+) (.+)$/.exec(rest) ?? [];
  const engine = ENGINE_NAMES.find((each) => each === name);
  if (engine === undefined || version === undefined || environment === undefined) return [];
  return [{ engine, version, environment }];
}

const WARNINGS: { readonly [what: string]: string } = {
  sessions:
    'None of setsid, perl and python3 is there: a job would end with the connection. Install util-linux or Perl.',
  tar: 'There is no tar: nothing can be uploaded. Install it.',
  sums: 'None of sha256sum, shasum and openssl is there: nothing can be checked after an upload. Install coreutils.',
  proc: 'There is no /proc: what an engine leaves running outside its own process group is not found when it is ended.',
};
