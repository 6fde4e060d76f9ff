import * as vscode from 'vscode';
import type { Skillset } from '../../core/skillset/skillset.ts';
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
async function pickPart({ skillset }: SkillsetFile, question: string): Promise<StudyPart | undefined> {
  const parts = partsOf(skillset);
  if (parts.length === 0)
    throw new UserError('The file has no study to plan: write "study:" with "data:" or "evaluate:".');
  return pickOne(parts, question);
}

/** What can go out in batches: the parts of the study that there are, and the grading of all texts. */
export function pickSubmission({ skillset }: SkillsetFile): Promise<StudyPart | 'grading' | undefined> {
  const grading = { label: 'The grading of all texts', part: 'grading' } as const;
  return pickOne([...partsOf(skillset), grading], 'Submit what?');
}

interface Pick<Part> {
  readonly label: string;
  readonly part: Part;
}

function partsOf({ study }: Skillset): Pick<StudyPart>[] {
  return [
    ...(study?.data === undefined ? [] : [{ label: 'The data', part: 'data' } as const]),
    ...(study?.evaluate === undefined ? [] : [{ label: 'The evaluation', part: 'evaluate' } as const]),
  ];
}

async function pickOne<Part>(picks: readonly Pick<Part>[], question: string): Promise<Part | undefined> {
  if (picks.length === 1) return picks[0]?.part;
  return (await vscode.window.showQuickPick(picks, { title: `Skillmix: ${question}` }))?.part;
}
