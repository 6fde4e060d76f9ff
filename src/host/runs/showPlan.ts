import * as vscode from 'vscode';
import type { StudyPart } from '../../core/skillset/studyKeys.ts';
import { UserError } from '../userError.ts';
import { type SkillsetFile, soundSkillset } from './preparedRun.ts';
import { prepareStudy } from './prepareStudy.ts';
import { skillsetIn } from './runTargets.ts';
import type { RunTools } from './runTools.ts';

/** Opens what a part of the study would do and cost. Nothing is asked of a model. */
export async function showPlan(tools: RunTools, argument: unknown): Promise<void> {
  const at = planTargetIn(argument);
  const file = await soundSkillset(tools, await skillsetIn(tools, at?.uri ?? argument));
  const part = at?.part ?? (await pickPart(file, 'The plan of what?'));
  if (part === undefined) return;
  const prepared = await prepareStudy(tools, file, part, {}, 'look');
  if (prepared !== undefined) await tools.plans.show(prepared.skillset, prepared.part, prepared.text);
}

/** What a lens passes. */
function planTargetIn(value: unknown): { readonly uri: string; readonly part: StudyPart } | undefined {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('part' in value))
    return undefined;
  const { uri, part } = value;
  if (typeof uri !== 'string' || (part !== 'data' && part !== 'evaluate')) return undefined;
  return { uri, part };
}

/** The part of the study that there is, or the one that is picked. */
export async function pickPart({ skillset }: SkillsetFile, question: string): Promise<StudyPart | undefined> {
  const { data, evaluate } = skillset.study ?? {};
  const parts: { readonly label: string; readonly part: StudyPart }[] = [
    ...(data === undefined ? [] : [{ label: 'The data', part: 'data' as const }]),
    ...(evaluate === undefined ? [] : [{ label: 'The evaluation', part: 'evaluate' as const }]),
  ];
  if (parts.length === 0)
    throw new UserError('The file has no study to plan: write "study:" with "data:" or "evaluate:".');
  if (parts.length === 1) return parts[0]?.part;
  return (await vscode.window.showQuickPick(parts, { title: `Skillmix: ${question}` }))?.part;
}
