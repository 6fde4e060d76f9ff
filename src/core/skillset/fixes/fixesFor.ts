import type { SkillsetDocument } from '../document.ts';
import { insertItemEdit, type NewItem } from '../edits/insertItem.ts';
import { renderLike } from '../edits/renderLike.ts';
import { onOneLine, renderName } from '../edits/renderName.ts';
import type { TextEdit } from '../edits/textEdit.ts';
import { indexNames, namesOf } from '../names.ts';
import { type FoundPlace, findPlace } from '../places/findPlace.ts';
import type { Problem } from '../problem.ts';
import type { Project } from '../project.ts';
import { nameKey } from '../skillset.ts';
import { textOf, valueAt } from '../tree/node.ts';
import { closeName } from './closeName.ts';
import { createIncludeFixes } from './createInclude.ts';
import type { Fix } from './fix.ts';
import { mergeSkillsFixes } from './mergeSkills.ts';
import { missingKeyFixes } from './missingKeys.ts';
import { removeEntryFixes } from './removeEntry.ts';
import { removeItemEdit } from './removeItem.ts';
import { replaceValueFixes } from './replaceValue.ts';

/** What can be done about a problem of a file, the best first. */
export function fixesFor(project: Project, path: string, problem: Problem): Fix[] {
  const document = project.documents.get(path);
  const place = document && findPlace(document, problem.range.start);
  if (document === undefined || place === undefined) return [];
  switch (problem.code) {
    case 'unknown-skill':
    case 'unknown-topic':
    case 'unknown-category':
    case 'unknown-split':
    case 'unknown-name':
      return referenceFixes(project, document, place);
    case 'unknown-key':
      return keyFixes(document, place);
    case 'bad-value':
      return choiceFixes(place);
    case 'repeated-skill':
      return removalFixes(document, problem, { title: 'Remove the repeated skill', isSafe: true });
    case 'alias-clash':
      return removalFixes(document, problem, { title: 'Remove this alias', isSafe: false });
    case 'missing-key':
      return missingKeyFixes(document, problem);
    case 'near-duplicate-skill':
      return mergeSkillsFixes(project, document, problem);
    case 'duplicate-skill':
      return removeEntryFixes(document, 'skill', problem);
    case 'duplicate-topic':
      return removeEntryFixes(document, 'topic', problem);
    case 'include-missing':
      return place.kind === 'value' ? createIncludeFixes(place.node.value) : [];
    case 'unknown-endpoint':
    case 'unknown-target':
    case 'too-few-mixes':
    case 'k-out-of-range':
      return replaceValueFixes(document, problem);
    default:
      return [];
  }
}

function referenceFixes(project: Project, document: SkillsetDocument, place: FoundPlace): Fix[] {
  if (place.kind !== 'name') return [];
  const index = indexNames(project);
  const { name, range, shape } = place;
  const written = document.text.slice(range.start, range.end);
  const changeTo = (to: string, isSafe: boolean): Fix =>
    fix(`Change to "${to}"`, { ...range, newText: renderLike(written, to) }, isSafe);
  const owner = shape.of
    .map((kind) => index.aliases[kind].get(nameKey(name)))
    .find((one) => one !== undefined);
  const meant = textOf(valueAt(owner?.entry, 'name'));
  if (meant !== undefined) return [changeTo(meant.trim(), true)];
  const close = closeName(
    name,
    shape.of.flatMap((kind) => namesOf(index, kind)),
  );
  return [
    ...(close === undefined ? [] : [changeTo(close.name, close.isSure)]),
    ...additions(place, document),
  ];
}

/** The missing skill or topic, with words to be replaced. */
function additions({ name, shape }: FoundPlace & { kind: 'name' }, document: SkillsetDocument): Fix[] {
  const rendered = renderName(name);
  const shown = onOneLine(name);
  return shape.of.flatMap((kind) => {
    if (kind === 'skill')
      return fix(`Add the skill "${shown}"`, insertItemEdit(document, 'skills', newSkill(rendered)));
    if (kind !== 'topic') return [];
    const topic = { lines: [rendered], flow: rendered };
    return fix(`Add the topic "${shown}"`, insertItemEdit(document, 'topics', topic));
  });
}

function newSkill(name: string): NewItem {
  const definition = 'What it is, in other words.';
  const example = 'A short text that shows it.';
  return {
    lines: [`name: ${name}`, 'category: category', `definition: ${definition}`, `example: ${example}`],
    flow: `{ name: ${name}, category: category, definition: '${definition}', example: ${example} }`,
  };
}

function keyFixes({ text }: SkillsetDocument, place: FoundPlace): Fix[] {
  if (place.kind !== 'key' || place.rule !== undefined) return [];
  const { range, shape } = place;
  const close = closeName(
    place.name,
    shape.keys.map(({ name }) => name),
  );
  if (close === undefined || text[range.start] === '*') return [];
  return [fix(`Change to "${close.name}"`, { ...range, newText: close.name }, close.isSure)];
}

function choiceFixes(place: FoundPlace): Fix[] {
  if (place.kind !== 'value' || place.shape.kind !== 'choice') return [];
  const close = closeName(
    place.node.value,
    place.shape.choices.map(({ value }) => value),
  );
  if (close === undefined) return [];
  return [fix(`Change to "${close.name}"`, { ...place.range, newText: close.name }, close.isSure)];
}

function removalFixes(
  document: SkillsetDocument,
  { range }: Problem,
  { title, isSafe }: Pick<Fix, 'title' | 'isSafe'>,
): Fix[] {
  const edit = removeItemEdit(document, range);
  return edit === undefined ? [] : [fix(title, edit, isSafe)];
}

function fix(title: string, edit: TextEdit, isSafe = false): Fix {
  return { title, kind: 'fix', isSafe, edits: [edit] };
}
