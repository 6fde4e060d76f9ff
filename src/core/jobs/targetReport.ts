import { ENGINE_PINS } from '../training/pins.ts';
import { environmentCommands } from './environmentSpec.ts';
import type { EngineName } from './jobSpec.ts';
import type { TargetProbe } from './probe.ts';
import type { Target } from './target.ts';

/** What is missing for an engine, or for all of them, and the commands that would mend it. */
export interface Lack {
  readonly what: string;
  /** To be run on the target, in its folder. */
  readonly commands: readonly string[];
}

/** What keeps an engine from running on a target, the worst first. */
export function lacksFor(engine: EngineName, target: Target, probe: TargetProbe): Lack[] {
  return [
    ...probe.warnings.map((what) => ({ what, commands: [] })),
    ...engineLack(engine, target, probe),
    ...gpuLack(target, probe),
  ];
}

function engineLack(engine: EngineName, target: Target, probe: TargetProbe): Lack[] {
  const found = probe.engines.find((each) => each.engine === engine);
  if (found !== undefined) {
    const pin = ENGINE_PINS[engine].packages.find((each) => each.startsWith(`${engine}==`));
    if (pin === undefined || pin === `${engine}==${found.version}`) return [];
    const what = `${engine} ${found.version} is there; it was tried with ${pin.slice(engine.length + 2)}.`;
    return [{ what, commands: [] }];
  }
  if (target.environment !== undefined)
    return [
      {
        what: `${engine} is not in ${target.environment}. Install it there, or take "environment" out of the target.`,
        commands: [],
      },
    ];
  if (probe.uv === undefined && !canMakeEnvironments(probe.python))
    return [
      {
        what: `${engine} is not there, nor what it could be installed with.`,
        commands: ['curl -LsSf https://astral.sh/uv/install.sh | sh'],
      },
    ];
  const room = probe.disk.freeBytes < ROOM ? ' It takes up to 12 GB, and less is free.' : '';
  return [{ what: `${engine} is not there.${room}`, commands: environmentCommands(engine, probe) }];
}

/** In bytes: an environment with PyTorch for CUDA, while it is made. */
const ROOM = 12e9;

function canMakeEnvironments(python: string | undefined): boolean {
  const [major = 0, minor = 0] = python?.split('.').map(Number) ?? [];
  return major > 3 || (major === 3 && minor >= 10);
}

function gpuLack(target: Target, { gpus, slurm }: TargetProbe): Lack[] {
  if (target.kind !== 'slurm')
    return gpus.length > 0 ? [] : [{ what: 'No GPU was found: nvidia-smi tells of none.', commands: [] }];
  if (slurm === undefined) return [{ what: 'There are no Slurm commands on this host.', commands: [] }];
  const partition = slurm.partitions.find(({ name, isDefault }) =>
    target.partition === undefined ? isDefault : name === target.partition,
  );
  if (partition === undefined)
    return [{ what: `Slurm has no partition ${target.partition ?? 'by default'}.`, commands: ['sinfo'] }];
  return partition.gpus.length > 0
    ? []
    : [{ what: `Slurm tells of no GPUs in the partition ${partition.name}.`, commands: [] }];
}

/**
 * What engines lack, in lines for people; what several lack is told once.
 *
 * @param maker how what is missing can be made, for an engine, as words before the commands that do it
 */
export function lackLines(
  lacks: readonly (readonly [EngineName, readonly Lack[]])[],
  maker: (engine: EngineName) => string,
): string[] {
  const told = new Set<string>();
  return lacks.flatMap(([engine, all]) =>
    all.flatMap(({ what, commands }) => {
      if (told.has(what)) return [];
      told.add(what);
      const own = commands.length === 0 ? [] : [`  ${maker(engine)}`];
      return ['', what, ...own, ...commands.map((command) => `    ${command}`)];
    }),
  );
}

/** Where a target is, in a few words. */
export function placeOfTarget(target: Target): string {
  const host = 'host' in target && target.host !== undefined ? ` at ${target.host}` : '';
  const partition = target.kind === 'slurm' && target.partition !== undefined ? `, ${target.partition}` : '';
  return `${target.kind}${host}${partition}`;
}

/** What was found, in lines for people. */
export function foundLines(probe: TargetProbe): string[] {
  const { disk, gpus, slurm } = probe;
  const lacking = 'none';
  return [
    `${probe.who}, ${probe.system}`,
    `folder   ${probe.folder}`,
    `disk     ${gigabytes(disk.freeBytes)} free of ${gigabytes(disk.totalBytes)}`,
    ...(gpus.length === 0 ? [`GPUs     ${lacking}`] : []),
    ...gpus.map(
      (gpu) => `GPU      ${gpu.name}, ${gigabytes(gpu.freeBytes)} free of ${gigabytes(gpu.memoryBytes)}`,
    ),
    `CUDA     ${probe.cuda ?? lacking}`,
    `Python   ${probe.python ?? lacking}`,
    `uv       ${probe.uv ?? lacking}`,
    ...probe.engines.map(
      ({ engine, version, environment }) => `engine   ${engine} ${version} in ${environment}`,
    ),
    ...(probe.engines.length === 0 ? [`engines  ${lacking}`] : []),
    ...(slurm === undefined ? [] : [`Slurm    ${slurm.version}`]),
    ...(slurm?.partitions ?? []).map(
      ({ name, isDefault, nodes, timeLimit, gpus: kinds }) =>
        `         ${name}${isDefault ? ' (default)' : ''}: ${nodes} nodes, ${timeLimit}${kinds
          .map(({ type, count }) => `, ${count} ${type === '' ? 'GPUs' : type} a node`)
          .join('')}`,
    ),
  ];
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
}
