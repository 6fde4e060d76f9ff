import * as vscode from 'vscode';
import { ENGINE_NAMES } from '../../../core/jobs/jobSpec.ts';
import type { TargetProbe } from '../../../core/jobs/probe.ts';
import type { TargetPort } from '../../../core/jobs/targetPort.ts';
import { foundLines, lackLines, lacksFor } from '../../../core/jobs/targetReport.ts';
import { saveSetting } from '../../models/saveSetting.ts';
import type { PlanDocuments } from '../../runs/planDocuments.ts';
import type { JobsEngine } from '../jobsEngine.ts';
import { askTarget, type NamedTarget } from './askTarget.ts';
import { type EnvironmentTools, makeEnvironment, missingEngines } from './makeEnvironment.ts';
import { probeTarget } from './probeTarget.ts';
import type { Targets } from './targets.ts';

export interface SetUpTools extends EnvironmentTools {
  readonly jobsEngine: JobsEngine;
  readonly targets: Targets;
  readonly plans: PlanDocuments;
}

/** The command *Set Up a Target*: asks, connects, keeps the setting, and tells what is there and what is missing. */
export async function setUpTarget(tools: SetUpTools): Promise<void> {
  const { targets, jobsEngine } = tools;
  const asked = await askTarget({
    known: targets.known().targets,
    configuredHosts: () => jobsEngine.configuredHosts(),
  });
  if (asked === undefined) return;
  const port = jobsEngine.targetPort(asked.name, asked.target);
  try {
    const probe = await probeTarget(port);
    if (probe === undefined) return;
    if (!asked.isKnown) await keep(asked);
    await tools.plans.open(`What ${asked.name} has`, reportOf(port, probe));
    await offerEnvironment(tools, port, probe);
  } finally {
    await port.close();
  }
}

async function keep({ name, target }: NamedTarget): Promise<void> {
  const configured = vscode.workspace.getConfiguration('skillmix').get<Record<string, unknown>>('targets');
  await saveSetting('targets', { ...configured, [name]: target });
}

function reportOf({ name, target }: TargetPort, probe: TargetProbe): string {
  const lacks = ENGINE_NAMES.map((engine) => [engine, lacksFor(engine, target, probe)] as const);
  const lines = lackLines(lacks, () => 'It can be made by:');
  return [`What ${name} has`, '', ...foundLines(probe), ...lines, ''].join('\n');
}

async function offerEnvironment(tools: SetUpTools, port: TargetPort, probe: TargetProbe): Promise<void> {
  const missing = missingEngines(port, probe);
  const ready = `Skillmix: ${port.name} is reached.`;
  if (missing.length === 0) {
    void vscode.window.showInformationMessage(ready);
    return;
  }
  const make = 'Make an Environment';
  const lack = `${ready} It has no ${missing.join(', no ')} yet.`;
  if ((await vscode.window.showInformationMessage(lack, make)) === make)
    await makeEnvironment(tools, port, probe);
}
