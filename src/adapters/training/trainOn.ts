import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TargetProbe } from '../../core/jobs/probe.ts';
import type { Target } from '../../core/jobs/target.ts';
import type { TargetPort } from '../../core/jobs/targetPort.ts';
import type { TrainPlan } from '../../core/skillset/trainPlan.ts';
import { CHAT_TEMPLATES, type ChatTemplate, chooseTemplate } from '../../core/training/chatTemplates.ts';
import { machineOf, type TrainingMachine } from '../../core/training/machine.ts';
import { type ModelShape, readModelShape } from '../../core/training/modelShape.ts';
import { isModelName } from '../../core/training/prepareTraining.ts';
import { presetOf } from '../../core/training/presets.ts';

/** The template that the study asks for; a file lies beside the skillset. */
export async function templateOf(
  plan: TrainPlan,
  skillset: string,
): Promise<ChatTemplate | { readonly kind: 'problem'; readonly message: string }> {
  const choice = chooseTemplate(plan.base, plan.chatTemplate);
  if (choice.kind === 'own' || choice.kind === 'given') return choice;
  if (choice.kind === 'unknown') {
    const known = ['own', ...Object.keys(CHAT_TEMPLATES)].join(', ');
    const message = `There is no chat template "${choice.name}": take ${known}, or the path of a .jinja file.`;
    return { kind: 'problem', message };
  }
  const path = resolve(dirname(skillset), choice.path);
  try {
    return { kind: 'given', name: choice.path, text: await readFile(path, 'utf8') };
  } catch {
    return { kind: 'problem', message: `The chat template ${path} cannot be read.` };
  }
}

/** What is known of the model's size: beforehand, or from its own configuration where the target has it or can have it. */
export async function shapeOf(
  { base, engine }: Pick<TrainPlan, 'base' | 'engine'>,
  port: Pick<TargetPort, 'modelConfig'>,
  signal: AbortSignal,
): Promise<ModelShape | undefined> {
  const known = presetOf(base)?.shape;
  if (known !== undefined || !isModelName(base)) return known;
  const config = await port.modelConfig(base, engine, signal);
  return config.kind === 'ok' ? readModelShape(config.value) : undefined;
}

/** @param probe undefined where the target did not answer: then one GPU is taken, of which nothing is known */
export function machineFor(target: Target, probe: TargetProbe | undefined): TrainingMachine {
  return probe === undefined ? { nodes: 1, gpus: 1 } : machineOf(target, probe);
}
