import * as vscode from 'vscode';
import { drawMixes } from '../../core/mixes/drawMixes.ts';
import { ALL_SPLIT, type Mix, nameKeyOf } from '../../core/mixes/mix.ts';
import { resolveSplit } from '../../core/mixes/splits.ts';
import { insertMixEdit } from '../../core/skillset/edits/insertMix.ts';
import type { Skillset } from '../../core/skillset/skillset.ts';
import { rangeIn } from '../language/diagnostics.ts';
import { isSkillset } from '../language/projects.ts';
import { UserError } from '../userError.ts';
import type { MixTools } from './mixTools.ts';

/** Asks for k, split and seed, and adds a mix drawn so to the file. */
export async function addMix(tools: MixTools, uri: string | undefined): Promise<void> {
  const document =
    uri === undefined
      ? vscode.window.activeTextEditor?.document
      : await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  if (document === undefined || !isSkillset(document))
    throw new UserError('Open a skillset file (*.skillset.yaml) first.');
  const skillset = (await tools.projects.of(document)).skillset();
  const split = await pickSplit(skillset);
  const k = split && (await pickK(split.skills.length));
  if (split === undefined || k === undefined) return;
  const seed = await askSeed(tools);
  if (seed === undefined) return;
  const mix = draw(skillset, { ...split, k, seed });
  await insert(tools, document, mix);
}

interface PickedSplit {
  readonly name: string;
  readonly skills: Skillset['skills'];
  readonly topics: Skillset['topics'];
}

async function pickSplit(skillset: Skillset): Promise<PickedSplit | undefined> {
  const names = [ALL_SPLIT, ...skillset.splits.map(({ name }) => name)];
  const splits = names.flatMap((name) => {
    const split = resolveSplit(skillset, name);
    return split.kind === 'split' ? [{ name, skills: split.skills, topics: split.topics }] : [];
  });
  if (splits[0] === undefined || splits[0].skills.length === 0 || splits[0].topics.length === 0) {
    throw new UserError('There is nothing to draw from: write at least one skill and one topic.');
  }
  if (splits.length === 1) return splits[0];
  const items = splits.map((split) => ({
    label: split.name,
    description: `${split.skills.length} skills, ${split.topics.length} topics`,
    split,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Skillmix: Draw from which split?' }))?.split;
}

async function pickK(skills: number): Promise<number | undefined> {
  const items = Array.from({ length: Math.min(skills, 9) }, (_, index) => ({
    label: `${index + 1}`,
    description: index === 0 ? 'one skill' : `${index + 1} skills in one text`,
    k: index + 1,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Skillmix: How many skills? (k)' }))?.k;
}

async function askSeed(tools: MixTools): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Skillmix: Seed of the drawing',
    prompt: 'The same seed draws the same mix, here and on the command line.',
    value: String(Math.floor(tools.engine.random() * 100_000)),
    validateInput: (value) => (/^\d{1,15}$/u.test(value.trim()) ? undefined : 'Write a whole number from 0.'),
  });
  return text === undefined ? undefined : Number(text);
}

/** The first mix of that seed that is not in the file yet. */
function draw(skillset: Skillset, options: PickedSplit & { readonly k: number; readonly seed: number }): Mix {
  const { skills, topics, k, seed, name } = options;
  const exclude = new Set(skillset.mixes.map(nameKeyOf));
  const drawn = drawMixes({
    skills,
    topics,
    k,
    seed,
    count: 1,
    order: 'nested',
    exclude,
  });
  if (drawn.kind === 'mixes' && drawn.mixes[0] !== undefined) return drawn.mixes[0];
  throw new UserError(
    `The split "${name}" has no further mix of ${k} skills that is not in the file already.`,
  );
}

async function insert(tools: MixTools, document: vscode.TextDocument, mix: Mix): Promise<void> {
  const { project } = await tools.projects.of(document);
  const parsed = project.documents.get(document.uri.toString());
  if (parsed === undefined) return;
  const names = { skills: mix.skills.map(({ name }) => name), topic: mix.topic.name };
  const { start, end, newText } = insertMixEdit(parsed, names);
  if (newText === '')
    throw new UserError('The section `mixes:` holds something that is no list: mend it first.');
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeIn(document, { start, end }), newText);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new UserError('The file could not be edited: is it read-only?');
  const place = document.positionAt(start + newText.length);
  const editor = vscode.window.visibleTextEditors.find((visible) => visible.document === document);
  editor?.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
