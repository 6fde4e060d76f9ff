import type { SkillsetDocument } from '../document.ts';
import { addAliasesEdit } from '../edits/addAliases.ts';
import { renderLike } from '../edits/renderLike.ts';
import { indexNames } from '../names.ts';
import type { Problem } from '../problem.ts';
import type { Project } from '../project.ts';
import { textsOf, valueAt } from '../tree/node.ts';
import { usesOf } from '../uses/usesOf.ts';
import type { Fix } from './fix.ts';
import { removeEntryEdit } from './removeEntry.ts';

/**
 * Makes one skill of two that are likely the same: the later one is taken out, its names become aliases of the first, and
 * what refers to it refers to the first. Only where both stand in this file, and nothing refers to it from another.
 */
export function mergeSkillsFixes(project: Project, document: SkillsetDocument, problem: Problem): Fix[] {
  const skills = [...indexNames(project).definitions.skill.values()];
  const placeOf = ({ range, path }: { readonly range: Problem['range']; readonly path: string }) =>
    skills.find((one) => one.path === path && one.range.start === range.start);
  const again = placeOf({ range: problem.range, path: document.path });
  const first = (problem.related ?? []).map(placeOf).find((one) => one !== undefined);
  if (again === undefined || first?.path !== document.path) return [];
  const uses = usesOf(project, { kind: 'skill', key: again.key, name: again.name }).filter(
    ({ role }) => role === 'reference',
  );
  const removal = removeEntryEdit(document, 'skills', again.entry);
  const placed = document.sections.flatMap(({ content }) => (content.kind === 'items' ? content.items : []));
  const kept = placed.find(({ node }) => node === first.entry);
  if (removal === undefined || kept === undefined || uses.some(({ path }) => path !== document.path))
    return [];
  const aliases = [again.name.trim(), ...textsOf(valueAt(again.entry, 'aliases'))];
  const addition = addAliasesEdit(document.text, kept, aliases);
  if (addition === undefined) return [];
  const references = uses.map(({ range: { start, end } }) => ({
    start,
    end,
    newText: renderLike(document.text.slice(start, end), first.name),
  }));
  const title = `Keep "${first.name.trim()}", and make "${again.name.trim()}" its alias`;
  return [{ title, kind: 'fix', isSafe: false, edits: [addition, removal, ...references] }];
}
