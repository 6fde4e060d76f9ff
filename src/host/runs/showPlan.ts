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

/** What can go out in batches: the parts of the study that there are, and the grading of all texts where there are any. */
export async function pickSubmission(
  { stores }: Pick<RunTools, 'stores'>,
  { uri, skillset }: SkillsetFile,
): Promise<StudyPart | 'grading' | undefined> {
  const parts = partsOf(skillset);
  const open = await stores.existing(uri);
  const runs = (await open?.store.runs(open.file)) ?? [];
  const hasTexts =
    skillset.mixes.some(({ text }) => text !== undefined) || runs.some(({ kind }) => kind !== 'grade');
  // Without anything to submit, the grading says what is missing.
  const grading =
    hasTexts || parts.length === 0 ? [{ label: 'The grading of all texts', part: 'grading' } as const] : [];
  return pickOne([...parts, ...grading], 'Submit what?');
}

interface Choice<Part> {
  readonly label: string;
  readonly part: Part;
}

function partsOf({ study }: Skillset): Choice<StudyPart>[] {
  return [
    ...(study?.data === undefined ? [] : [{ label: 'The data', part: 'data' } as const]),
    ...(study?.evaluate === undefined ? [] : [{ label: 'The evaluation', part: 'evaluate' } as const]),
  ];
}

async function pickOne<Part>(picks: readonly Choice<Part>[], question: string): Promise<Part | undefined> {
  if (picks.length === 1) return picks[0]?.part;
  return (await vscode.window.showQuickPick(picks, { title: `Skillmix: ${question}` }))?.part;
}
