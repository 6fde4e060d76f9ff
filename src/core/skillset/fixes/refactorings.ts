import type { Project } from '../project.ts';
import type { Fix } from './fix.ts';
import { moveCategoryFixes } from './moveCategory.ts';
import { shareTopicsFix } from './shareTopics.ts';
import { sortSkillsFix } from './sortSkills.ts';
import { splitTopicsFix } from './splitTopics.ts';

/** How the root file of a project can be rearranged where the cursor is. `taken` are the paths of other files. */
export function refactoringsAt(project: Project, offset: number, taken: readonly string[]): Fix[] {
  const { root } = project;
  const section = root.sections.findLast(({ range }) => offset >= range.start && offset <= range.end)?.name;
  const fixes =
    section === 'skills'
      ? [sortSkillsFix(root), ...moveCategoryFixes(project, offset, taken)]
      : section === 'topics' || section === 'splits'
        ? [splitTopicsFix(project), shareTopicsFix(root)]
        : [];
  return fixes.filter((fix) => fix !== undefined);
}
