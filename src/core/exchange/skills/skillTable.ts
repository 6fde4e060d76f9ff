import type { Skillset } from '../../skillset/skillset.ts';
import { csvLine } from '../tables/csvLine.ts';

/** The skills of a skillset as lines of CSV, in the columns that `readSkillTable` reads; aliases are a list in JSON. */
export function skillTable({ skills }: Pick<Skillset, 'skills'>): string[] {
  const header = ['category', 'skill', 'definition', 'example', 'aliases', 'common', 'check'];
  const rows = skills.map(({ category, name, definition, example, aliases, common, check }) => [
    ...[category, name, definition, example],
    aliases.length === 0 ? '' : JSON.stringify(aliases),
    common,
    check ?? '',
  ]);
  return [header, ...rows].map(csvLine);
}

/** The skills and topics of a skillset, as JSON. */
export function skillsJson({ title, skills, topics }: Pick<Skillset, 'title' | 'skills' | 'topics'>): string {
  return JSON.stringify({ title, skills, topics }, undefined, 2);
}
