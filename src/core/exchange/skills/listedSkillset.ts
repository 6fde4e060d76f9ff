import { stringify } from 'yaml';
import { renderName } from '../../skillset/edits/renderName.ts';
import type { ListedSkill } from './readSkillTable.ts';

/** What lists of skills and topics hold together. */
export interface SkillLists {
  readonly title: string;
  /** The names of the files that the lists were read from. */
  readonly files: readonly string[];
  readonly skills: readonly ListedSkill[];
  readonly topics: readonly string[];
}

/** The text of a skillset file that holds the lists, laid out as the formatter leaves it. */
export function listedSkillset({ title, files, skills, topics }: SkillLists): string {
  const head = [
    ...files.map((file) => commentOf(`Brought in from ${file}.`)),
    'skillset: 1',
    `title: ${renderName(title)}`,
  ];
  const parts = [
    head.join('\n'),
    ...(skills.length === 0 ? [] : [`skills:\n${skills.map(entryOf).join('\n')}`]),
    ...(topics.length === 0
      ? []
      : [`topics:\n${topics.map((name) => `  - ${renderName(name)}`).join('\n')}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function entryOf({
  comments,
  name,
  category,
  definition,
  example,
  aliases,
  common,
  check,
}: ListedSkill): string {
  const skill = {
    ...{ name, category, definition, example },
    ...(aliases.length > 0 && { aliases }),
    ...(common && { common: true }),
    ...(check !== undefined && { check }),
  };
  const entry = stringify([skill], OPTIONS).trimEnd();
  return indented(comments === '' ? entry : `${commentOf(comments)}\n${entry}`);
}

/** YAML 1.1 has the most words that other readers take for something else, such as `yes` and `12:30`. */
const OPTIONS = { version: '1.1', lineWidth: 0, singleQuote: true } as const;

function commentOf(text: string): string {
  return text
    .split(LINE_ENDS)
    .map((line) => `# ${line.replace(CONTROLS, ' ').trim()}`.trimEnd())
    .join('\n');
}

/** What an editor or a reader of YAML may take for the end of a line, and so of the comment. */
const LINE_ENDS = /[\n\r\u0085\u2028\u2029]/u;
const CONTROLS = /\p{Cc}|\uFEFF/gu;

function indented(lines: string): string {
  return lines.replace(/^(?=[^\n])/gmu, '  ');
}
