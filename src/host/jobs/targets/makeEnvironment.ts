import * as vscode from 'vscode';
import { environmentCommands, environmentSpec } from '../../../core/jobs/environmentSpec.ts';
import { ENGINE_NAMES, type EngineName } from '../../../core/jobs/jobSpec.ts';
import { prepareJob } from '../../../core/jobs/prepareJob.ts';
import type { TargetProbe } from '../../../core/jobs/probe.ts';
import type { TargetPort } from '../../../core/jobs/targetPort.ts';
import { lacksFor } from '../../../core/jobs/targetReport.ts';
import { skillsetIn } from '../../runs/runTargets.ts';
import { type StartTools, startShown } from '../startShown.ts';

export type EnvironmentTools = StartTools;

/** The engines that a target has not, and that could be made there. */
export function missingEngines({ target }: TargetPort, probe: TargetProbe): EngineName[] {
  return ENGINE_NAMES.filter(
    (engine) =>
      !probe.engines.some((found) => found.engine === engine) &&
      lacksFor(engine, target, probe).some(({ commands }) => commands.length > 0) &&
      target.environment === undefined,
  );
}

/** Shows the commands that make the environment of an engine, asks, and has them run as a job. */
export async function makeEnvironment(
  tools: EnvironmentTools,
  port: TargetPort,
  probe: TargetProbe,
): Promise<void> {
  const engine = await pickEngine(missingEngines(port, probe));
  if (engine === undefined) return;
  const make = 'Run Them';
  const chosen = await vscode.window.showInformationMessage(
    `Make the environment for ${engine} on ${port.name}?`,
    {
      modal: true,
      detail: [`These commands run there, in ${probe.folder}:`, ...environmentCommands(engine, probe)].join(
        '\n\n',
      ),
    },
    make,
  );
  if (chosen !== make) return;
  const { store } = await tools.stores.of(await skillsetIn(tools, undefined));
  const spec = environmentSpec(engine, probe);
  const prepared = await prepareJob(
    { store, clock: tools.engine.clock },
    { file: '', target: port.name, spec },
    tools.engine.random,
  );
  await startShown(tools, store, prepared);
  void vscode.commands.executeCommand('skillmix.jobs.focus');
}

const ABOUT: Record<EngineName, string> = {
  trl: 'Trains. The one that a study takes where it names none.',
  axolotl: 'Trains, and goes on after an interruption.',
  vllm: 'Lets a model answer, many texts at a time. It needs a GPU.',
  transformers: 'Lets a model answer, one text after the other, on a processor too.',
};

async function pickEngine(missing: readonly EngineName[]): Promise<EngineName | undefined> {
  const items = missing.map((engine) => ({ label: engine, detail: ABOUT[engine], engine }));
  const title = 'Skillmix: The environment of which engine?';
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.engine;
}
