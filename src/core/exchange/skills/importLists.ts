import { listedSkillset } from './listedSkillset.ts';
import { type ListedSkill, readSkillTable } from './readSkillTable.ts';
import { readTopicList } from './readTopicList.ts';
import type { RowNote } from './rowNote.ts';

/** A file with skills, as its rows, or with topics, as its text. */
export type ListFile = { readonly name: string } & (
  | { readonly kind: 'skills'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'topics'; readonly text: string }
);

/** What came of reading a file, or why it is no list. */
export type ReadList =
  | { readonly kind: 'list'; readonly list: ListFile }
  | { readonly kind: 'refused'; readonly why: string };

export type ImportedLists =
  | {
      readonly kind: 'imported';
      readonly skills: number;
      readonly topics: number;
      readonly notes: readonly (RowNote & { readonly file: string })[];
      /** The text of the new skillset file. */
      textFor(title: string): string;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Whether a file holds skills or topics, by the ending of its name. */
export function listKind(name: string): ListFile['kind'] | undefined {
  if (/\.(?:csv|tsv)$/iu.test(name)) return 'skills';
  return /\.txt$/iu.test(name) ? 'topics' : undefined;
}

/** Brings lists together, in the order of the files. A name that an earlier file has is left out of a later one. */
export function importLists(files: readonly ListFile[]): ImportedLists {
  const skills: ListedSkill[] = [];
  const topics: string[] = [];
  const notes: (RowNote & { readonly file: string })[] = [];
  for (const file of files) {
    const list =
      file.kind === 'topics' ? readTopicList(file.text, topics) : readSkillTable(file.rows, skills);
    if (list.kind === 'no-table')
      return { kind: 'refused', why: `${file.name} is no list of skills: ${list.why}.` };
    if (list.kind === 'table') skills.push(...list.skills);
    else topics.push(...list.topics);
    notes.push(...list.notes.map((note) => ({ ...note, file: file.name })));
  }
  if (skills.length + topics.length === 0)
    return {
      kind: 'refused',
      why: `There is no skill and no topic in ${files.map(({ name }) => name).join(', ')}.`,
    };
  const textFor = (title: string) =>
    listedSkillset({ title, files: files.map(({ name }) => name), skills, topics });
  return { kind: 'imported', skills: skills.length, topics: topics.length, notes, textFor };
}
