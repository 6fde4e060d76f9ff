import type { SkillsetDocument } from '../skillset/document.ts';
import type { Project } from '../skillset/project.ts';
import { nameKey, type Skillset } from '../skillset/skillset.ts';
import { skillsetOf } from '../skillset/skillsetOf.ts';
import { textOf, valueAt } from '../skillset/tree/node.ts';
import type { Placed } from '../skillset/tree/section.ts';

/** What can be chosen from the library that comes with the program, as it is written there. */
export interface Library {
  /** In the order of the library. */
  readonly categories: readonly LibraryCategory[];
  /** The entries of `topics:`, as YAML, grouped by subject. */
  readonly topics: readonly string[];
}

export interface LibraryCategory {
  readonly name: string;
  /** What the category is about, in a phrase. */
  readonly title: string;
  /** Whether the library trains on it. */
  readonly isTraining: boolean;
  /** The entries of `skills:`, as YAML, whose lines but the first are indented by four. */
  readonly skills: readonly string[];
}

/** The library of a project whose root says what is trained on, and which has one file for each category. */
export function libraryOf(project: Project): Library {
  const documents = [...project.documents.values()];
  const training = trainingCategories(skillsetOf(project));
  const found = new Map<string, LibraryCategory>();
  for (const document of documents) {
    for (const placed of entriesOf(document, 'skills')) {
      const name = textOf(valueAt(placed.node, 'category')) ?? '';
      const category = found.get(name) ?? {
        name,
        title: titleOf(document),
        isTraining: training.has(nameKey(name)),
        skills: [],
      };
      found.set(name, { ...category, skills: [...category.skills, sourceOf(document, placed)] });
    }
  }
  const topics = documents.flatMap((document) =>
    entriesOf(document, 'topics').map((placed) => sourceOf(document, placed)),
  );
  return { categories: [...found.values()], topics };
}

function trainingCategories({ splits }: Skillset): ReadonlySet<string> {
  const training = splits.find(({ name }) => nameKey(name) === 'training');
  return new Set((training?.categories ?? []).map(nameKey));
}

function entriesOf(document: SkillsetDocument, section: string): readonly Placed[] {
  const content = document.sections.find(({ name }) => name === section)?.content;
  return content?.kind === 'items' ? content.items : [];
}

function titleOf(document: SkillsetDocument): string {
  const content = document.sections.find(({ name }) => name === 'title')?.content;
  return (content?.kind === 'value' ? textOf(content.value.node) : undefined) ?? '';
}

function sourceOf({ text }: SkillsetDocument, { at, node }: Placed): string {
  return text.slice(at + node.start, at + node.end).trimEnd();
}
