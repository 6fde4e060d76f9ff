import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { type ListFile, listKind, type ReadList } from '../../core/exchange/skills/importLists.ts';

/** Reads a list of skills, which is CSV, or of topics, by the ending of its name. */
export function readListFile(name: string, bytes: Uint8Array): ReadList {
  const kind = listKind(name);
  if (kind === undefined)
    return refused(`${name} is no list: lists are CSV files of skills and TXT files of topics.`);
  const text = utf8(bytes);
  if (text === undefined)
    return refused(`${name} is not in UTF-8: save it again as UTF-8 text, "CSV UTF-8" in a spreadsheet.`);
  return kind === 'topics' ? { kind: 'list', list: { name, kind, text } } : readSkills(name, text);
}

/**
 * Every row, the header and empty ones among them, so that rows are counted as a spreadsheet does. Cells are divided by
 * what divides most of them in the first line: commas, semicolons or tabs.
 */
function readSkills(name: string, text: string): ReadList {
  const options = {
    ...{ bom: true, relax_column_count: true, delimiter: delimiterOf(text) },
    // Left to itself the parser takes the end of the first line for that of all, and some files mix them.
    record_delimiter: ['\r\n', '\n', '\r'],
  };
  try {
    const list: ListFile = { name, kind: 'skills', rows: v.parse(tableRows, parse(text, options)) };
    return { kind: 'list', list };
  } catch (error) {
    if (error instanceof CsvError) return refused(`${name} cannot be read as CSV: ${error.message}.`);
    throw error;
  }
}

const tableRows = v.array(v.array(v.string()));

function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/u.exec(text)?.[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((most, one) => (count(one) > count(most) ? one : most));
}

/** Undefined: it is another encoding. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refused(why: string): ReadList {
  return { kind: 'refused', why };
}
