import { ENGINE_PINS } from '../training/pins.ts';
import type { EngineName, JobSpec } from './jobSpec.ts';
import type { TargetProbe } from './probe.ts';
import { shownWords } from './quoted.ts';

/**
 * A job that makes the environment of an engine on a target, with the versions that were tried, by `uv` or, without
 * it, by Python's own `venv`. Making one that is there brings it up to date.
 */
export function environmentSpec(engine: EngineName, probe: TargetProbe): JobSpec {
  return {
    kind: 'setup',
    title: `Make the environment for ${engine}`,
    engine,
    files: [],
    tasks: commandsFor(engine, probe).map((command) => ({ command, evidence: { kind: 'none' } })),
    needs: { gpus: 0, nodes: 1 },
    environment: {},
    secrets: [],
    resumes: true,
  };
}

/** What it runs, for people who would rather do it themselves in the folder of the target. */
export function environmentCommands(engine: EngineName, probe: TargetProbe): string[] {
  return commandsFor(engine, probe, `environments/${engine}`).map(shownWords);
}

/** @param folder by default in full: installers write into each program where its Python is, by the path that they are told */
function commandsFor(
  engine: EngineName,
  probe: TargetProbe,
  folder = `${probe.folder}/environments/${engine}`,
): string[][] {
  const { python, packages } = ENGINE_PINS[engine];
  const inside = `${folder}/bin/python`;
  const show = [inside, '-c', `import importlib.metadata as m; print('${engine}', m.version('${engine}'))`];
  if (probe.uvPath === undefined)
    return [['python3', '-m', 'venv', folder], [inside, '-m', 'pip', 'install', ...packages], show];
  return [
    [probe.uvPath, 'venv', '--allow-existing', '--python', python, folder],
    [probe.uvPath, 'pip', 'install', '--python', inside, ...packages],
    show,
  ];
}
