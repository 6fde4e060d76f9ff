import * as v from 'valibot';
import { checkOf } from '../../grading/checkPattern.ts';
import { nameKey, type Skill } from '../../skillset/skillset.ts';
import type { RowNote } from './rowNote.ts';

/** A skill of a list, with what people wrote beside it. */
export interface ListedSkill extends Skill {
  readonly comments: string;
}

export type SkillTable =
  | { readonly kind: 'table'; readonly skills: readonly ListedSkill[]; readonly notes: readonly RowNote[] }
  | { readonly kind: 'no-table'; readonly why: string };

/** The columns that a list of skills needs. The names of the columns are those of the SKILL-MIX release. */
const NEEDED = ['category', 'skill', 'definition', 'example'] as const;

/** What the column `status` says of skills that are not, or not yet, in use. */
const NOT_IN_USE = new Set(['remove', 'in review', 'maybe']);
const IN_USE = new Set(['', 'keep']);

/**
 * Skills of a table whose first row names its columns, which may stand in any order, further ones among them. Those
 * that are `taken` already are left out.
 */
export function readSkillTable(
  rows: readonly (readonly string[])[],
  taken: readonly Pick<Skill, 'name'>[] = [],
): SkillTable {
  const columns = new Map((rows[0] ?? []).map((name, index) => [nameKey(name), index]));
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0)
    return {
      kind: 'no-table',
      why: `the first row names no column ${missing.map((name) => `"${name}"`).join(', ')}`,
    };
  const reading: Reading = {
    ...{ skills: [], notes: [] },
    first: new Map(taken.map(({ name }) => [nameKey(name), 'another file'])),
  };
  for (const [index, cells] of rows.entries()) {
    if (index === 0 || cells.every((cell) => cell.trim() === '')) continue;
    const cell: Cells = (name) => unguarded(cells[columns.get(name) ?? -1] ?? '');
    readRow(cell, { row: index + 1, name: oneLine(cell('skill')) }, reading);
  }
  return { kind: 'table', skills: reading.skills, notes: reading.notes };
}

interface Reading {
  readonly skills: ListedSkill[];
  readonly notes: RowNote[];
  /** Where each name was first taken, by its key, such as `row 2`. */
  readonly first: Map<string, string>;
}

type Cells = (column: string) => string;
type Place = Pick<RowNote, 'row' | 'name'>;

function readRow(cell: Cells, place: Place, { skills, notes, first }: Reading): void {
  const why = reasonToLeaveOut(cell, place.name, first);
  if (why !== undefined) {
    notes.push({ ...place, kind: 'left out', why });
    return;
  }
  const tell = (why: string) => notes.push({ ...place, kind: 'taken', why });
  const status = nameKey(cell('status'));
  if (!IN_USE.has(status)) tell(`the status "${status}" is not known`);
  const category = oneLine(cell('category'));
  if (category === '') tell('it has no category and gets "uncategorised"');
  const check = cell('check');
  const isCheck = check !== '' && checkOf(check) !== undefined;
  if (check !== '' && !isCheck) tell('its check is no regular expression and is left out');
  first.set(nameKey(place.name), `row ${place.row}`);
  skills.push({
    ...{ name: place.name, category: category === '' ? 'uncategorised' : category },
    ...{ definition: cell('definition'), example: cell('example'), comments: cell('comments') },
    ...{ aliases: readAliases(cell('aliases')), common: nameKey(cell('common')) === 'true' },
    ...(isCheck && { check }),
  });
}

function reasonToLeaveOut(cell: Cells, name: string, taken: ReadonlyMap<string, string>): string | undefined {
  const status = nameKey(cell('status'));
  if (NOT_IN_USE.has(status)) return `its status is "${status}"`;
  const empty = NEEDED.find((column) => column !== 'category' && cell(column) === '');
  if (empty !== undefined) return `its ${empty === 'skill' ? 'name' : empty} is empty`;
  const first = taken.get(nameKey(name));
  return first === undefined ? undefined : `${first} has the same name`;
}

/** Names may hold commas: several aliases are a list in JSON, as the export writes it, and anything else is one. */
function readAliases(cell: string): readonly string[] {
  if (cell === '') return [];
  try {
    const read = v.safeParse(v.array(v.string()), JSON.parse(cell));
    if (read.success) return read.output;
  } catch {
    // It is no JSON, and so the alias itself.
  }
  return [oneLine(cell)];
}

/** Without the apostrophe that keeps spreadsheets from running a text as a formula. */
function unguarded(cell: string): string {
  return cell
    .replace(/\r\n?/gu, '\n')
    .trim()
    .replace(/^'(?=[=+\-@])/u, '');
}

function oneLine(name: string): string {
  return name.replace(/\s+/gu, ' ').trim();
}
