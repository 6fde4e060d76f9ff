import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Tables in the form that the SKILL-MIX release has, in words of our own. */
export const SKILLS = [
  {
    name: 'zeugma (yoking, of sorts)',
    definition: 'One verb serves two nouns.',
    example: 'He lost his keys and his temper.',
  },
  {
    name: 'litotes',
    definition: 'A claim is made by denying its opposite.',
    example: '"Not bad at all" means good.',
  },
  { name: 'anaphora', definition: 'A word begins each clause.', example: 'We knit, we mend, we darn.' },
] as const;

export const TOPIC = 'Bread, baked at home';

/** Where a new line parts the names in the table of texts; the table of gradings adds a space after each comma. */
export const TEXT_SKILLS = SKILLS.map(({ name }) => name).join(', \n');
export const GRADED_SKILLS = TEXT_SKILLS.replaceAll(',', ', ');

export const FIRST_PROMPT = `Write on ${TOPIC}, and show these.

${SKILLS.map(({ name, definition, example }) => `**${name}**: ${definition} For example, ${example}`).join('\n')}

Begin with 'Answer:'.`;

export type Fields = Readonly<Record<string, string>>;

/** A row of the table of texts. */
export function textRow(text: string, changes: Fields = {}): Fields {
  const reply = `Answer: ${text}\n\nExplanation: it does, "so to speak".`;
  return {
    ...{ k: '3', skills: TEXT_SKILLS, topic: TOPIC, 'system prompt': 'You bake.' },
    ...{ user_0: FIRST_PROMPT, assistant_0: 'Answer: A draft.', model_input_0: '...', text_0: 'A draft.' },
    ...{ user_1: 'Improve it.', assistant_1: reply, model_input_1: '...', text_1: text },
    ...changes,
  };
}

export function gradedTable(points: readonly (readonly [string, number])[], total: number): string {
  const rows = points.map(([name, point]) => `| Correctly illustrates ${name} | ${point} |`);
  return `Here's the grading table:

| Criteria | Points Earned |
|---|---|
${rows.join('\n')}
| Pertains to ${TOPIC} | 1 |
| Text makes sense | 1 |
| At most two sentences | 0 |
| **Total Points Earned** | ${total} |

Explanation: The yoke is there, the rest less so.`;
}

/** A row of a table of gradings. */
export function gradedRow(text: string, reply: string, changes: Fields = {}): Fields {
  return {
    ...{ k: '4', skills: GRADED_SKILLS, topic: TOPIC, 'system prompt': '' },
    user_0: `Please grade.\n\nThe student's answer was: "${text}"\n\nFor reference, here are the definitions.`,
    ...{ assistant_0: reply, model_input_0: '...', score_0: '4.0', score_extracted_0: '4.0' },
    ...{ points_0: '', num_sentences_manual_in_student_answer_0: '2', true_sentence_lim_pt_0: '1.0' },
    num_sentences_extracted_eq_num_sentences_model_0: 'False',
    ...changes,
  };
}

/** RFC 4180, in either kind of line ends, with or without a byte order mark. */
export function csvOf(
  rows: readonly Fields[],
  form: { readonly crlf?: boolean; readonly bom?: boolean } = {},
): string {
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  const end = form.crlf === true ? '\r\n' : '\n';
  return `${form.bom === true ? '\uFEFF' : ''}${lines.map((line) => line.map(quoted).join(',') + end).join('')}`;
}

export interface StudentTables {
  readonly run: string;
  readonly student: string;
  readonly texts: string;
  /** By the name of the folder of gradings. */
  readonly graded: Readonly<Record<string, string>>;
}

export async function writeStudent(
  folder: string,
  { run, student, texts, graded }: StudentTables,
): Promise<void> {
  const path = join(folder, run, student);
  await mkdir(join(path, 'conv'), { recursive: true });
  // The release's own copies, whose names are cut short where they are too long for a file.
  await writeFile(join(path, 'conv', 'k_3-topic_Bread,_baked-skills_zeugma_(yoki'), '{}');
  await writeFile(join(path, 'records.csv'), texts);
  for (const [name, table] of Object.entries(graded)) {
    await mkdir(join(path, 'graded', name), { recursive: true });
    await writeFile(join(path, 'graded', name, 'records.csv'), table);
  }
}
