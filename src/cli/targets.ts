import { Command, Option } from 'commander';
import { openStore } from '../adapters/store/sqliteStore.ts';
import { followJob } from '../core/jobs/advanceJobs.ts';
import { environmentSpec } from '../core/jobs/environmentSpec.ts';
import { ENGINE_NAMES, type EngineName } from '../core/jobs/jobSpec.ts';
import { prepareJob } from '../core/jobs/prepareJob.ts';
import type { TargetProbe } from '../core/jobs/probe.ts';
import { shownWords } from '../core/jobs/quoted.ts';
import { startJob } from '../core/jobs/startJob.ts';
import type { TargetPort } from '../core/jobs/targetPort.ts';
import { foundLines, lackLines, lacksFor, placeOfTarget } from '../core/jobs/targetReport.ts';
import type { CommandContext } from './commandContext.ts';
import { jobToolsOn, storeHere } from './jobsInStore.ts';
import { formatOption, storeOption, targetsOption } from './options.ts';
import { knownTargets, targetAmong } from './targetsFile.ts';
import { harmless, print, printJson, tell, WorkError } from './terminal.ts';

interface Flags {
  readonly targets?: string;
  readonly engine?: EngineName;
  readonly format: string;
  readonly store?: string;
}

export function targetsCommand(context: CommandContext): Command {
  return new Command('targets')
    .description('List the machines that jobs can run on; see what one has, and make what it lacks.')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(checkCommand(context))
    .addCommand(setupCommand(context))
    .addHelpText(
      'after',
      '\nTargets are described in .skillmix/targets.yaml, or in ~/.config/skillmix/targets.yaml:\n' +
        '  lab: { kind: ssh, host: me@lab.example }\n  cluster: { kind: slurm, host: login, partition: gpu, time: "12:00:00" }',
    );
}

function listCommand(): Command {
  return new Command('list')
    .description('list the targets that are described')
    .addOption(targetsOption())
    .addOption(formatOption(['text', 'json']))
    .action((flags: Flags) => {
      const { targets } = knownTargets('.', flags.targets);
      if (flags.format === 'json') printJson(Object.fromEntries(targets));
      else
        print(
          [...targets].map(([name, target]) => `${name.padEnd(16)}  ${placeOfTarget(target)}`).join('\n'),
        );
    });
}

function checkCommand({ signal, end }: CommandContext): Command {
  return new Command('check')
    .description('connect to a target, and tell what it has and what is missing')
    .argument('<name>', 'a target')
    .addOption(engineOption())
    .addOption(targetsOption())
    .addOption(formatOption(['text', 'json']))
    .action((name: string, flags: Flags) =>
      withTarget(name, flags, async (port) => {
        const probe = await probed(port, signal);
        const engines = flags.engine === undefined ? ENGINE_NAMES : [flags.engine];
        const lacks = new Map(engines.map((engine) => [engine, lacksFor(engine, port.target, probe)]));
        if (flags.format === 'json') printJson({ ...probe, lacks: Object.fromEntries(lacks) });
        else {
          const maker = (engine: EngineName) =>
            `skillmix targets setup ${name} --engine ${engine}   makes it, by:`;
          print(harmless([...foundLines(probe), ...lackLines([...lacks], maker)].join('\n')));
        }
        end(flags.engine !== undefined && isMissing(flags.engine, probe) ? 'failed' : 'ok');
      }),
    );
}

function isMissing(engine: EngineName, probe: TargetProbe): boolean {
  return !probe.engines.some((each) => each.engine === engine);
}

function setupCommand({ signal, end }: CommandContext): Command {
  return new Command('setup')
    .description('make the environment of an engine on a target, with the versions that were tried')
    .argument('<name>', 'a target')
    .addOption(engineOption().makeOptionMandatory())
    .addOption(targetsOption())
    .addOption(storeOption())
    .action((name: string, flags: Flags & { readonly engine: EngineName }) =>
      withTarget(name, flags, async (port) => {
        if (port.target.environment !== undefined)
          throw new WorkError(
            `The target "${name}" has an environment of its own, ${port.target.environment}: install ${flags.engine} there, or take "environment" out of the target.`,
          );
        const spec = environmentSpec(flags.engine, await probed(port, signal));
        print(spec.tasks.map(({ command }) => `on ${name}: ${shownWords(command)}`).join('\n'));
        const location = storeHere(flags.store);
        const store = await openStore(location.path);
        try {
          const tools = jobToolsOn(store, () => port);
          const job = await prepareJob(tools, { file: '', target: name, spec }, Math.random);
          const started = await startJob(tools, job, { secrets: {} }, signal);
          const ended = await followJob(
            tools,
            started,
            ({ state, why }) => tell(harmless(`${state} ${why ?? ''}`)),
            signal,
          );
          print(`${ended.id}: ${ended.state}${ended.why === undefined ? '' : ` (${harmless(ended.why)})`}`);
          if (ended.state !== 'done') tell(`Its log: skillmix jobs log ${ended.id}`);
          end(ended.state === 'done' ? 'ok' : 'failed');
        } finally {
          await store.close();
        }
      }),
    );
}

const engineOption = (): Option => new Option('--engine <engine>', 'the engine').choices(ENGINE_NAMES);

async function withTarget(
  name: string,
  flags: Flags,
  work: (port: TargetPort) => Promise<void>,
): Promise<void> {
  const port = targetAmong(knownTargets('.', flags.targets), name);
  try {
    await work(port);
  } finally {
    await port.close();
  }
}

async function probed(port: TargetPort, signal: AbortSignal): Promise<TargetProbe> {
  const outcome = await port.probe(signal);
  if (outcome.kind === 'ok') return outcome.value;
  throw new WorkError(harmless(outcome.failure.message));
}
