import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type GradedFolder,
  type RunFolder,
  readGradedFolder,
  readRunFolder,
} from '../../core/exchange/release/folderNames.ts';
import type { StudentFolder } from '../../core/exchange/release/studentFolder.ts';
import type { TableRow } from '../../core/exchange/release/tableRow.ts';
import { readCsvTable } from './csvTable.ts';

/** The folders of an experiment of the SKILL-MIX release, found from the experiment, one of its runs or one student. */
export interface ReleaseFolders {
  /** The experiment's own name, from whichever of its folders the reading began. */
  readonly name: string;
  /** Those of one student in one run, in the order of their names. */
  readonly students: readonly StudentPlace[];
  /** Folders that are passed over, each with its reason. */
  readonly leftOut: readonly string[];
}

export interface StudentPlace {
  readonly path: string;
  readonly run: RunFolder;
  readonly student: string;
}

/** Undefined where the folder is none of the release's. */
export async function findReleaseFolders(folder: string): Promise<ReleaseFolders | undefined> {
  const path = resolve(folder);
  const leftOut: string[] = [];
  if (existsSync(join(path, TABLE))) {
    const student = studentAt(path, leftOut);
    const name = basename(dirname(dirname(path)));
    return student === undefined ? undefined : { name, students: [student], leftOut };
  }
  if (readRunFolder(basename(path)) !== undefined)
    return { name: basename(dirname(path)), students: await studentsIn(path, leftOut), leftOut };
  const runs = (await foldersIn(path)).filter((run) => readRunFolder(run) !== undefined);
  if (runs.length === 0) return undefined;
  const students: StudentPlace[] = [];
  for (const run of runs) students.push(...(await studentsIn(join(path, run), leftOut)));
  return { name: basename(path), students, leftOut };
}

export interface ReadTables extends StudentFolder {
  /** Tables that end early, or folders of gradings whose names say too little. */
  readonly leftOut: readonly string[];
}

/** Reads the tables of one student. What stands in `conv` is in the table of texts too, and is not read. */
export async function readTables({ path, run, student }: StudentPlace): Promise<ReadTables> {
  const leftOut: string[] = [];
  const texts = await rowsOf(join(path, TABLE), leftOut);
  const graded: (GradedFolder & { readonly rows: readonly TableRow[] })[] = [];
  for (const name of await foldersIn(join(path, 'graded'))) {
    const folder = readGradedFolder(name);
    const table = join(path, 'graded', name, TABLE);
    if (folder === undefined) leftOut.push(`graded/${name}: the name does not say who graded which round`);
    else if (!existsSync(table)) leftOut.push(`graded/${name}: there is no ${TABLE}`);
    else graded.push({ ...folder, rows: await rowsOf(table, leftOut) });
  }
  return { run, student, texts, graded, leftOut };
}

const TABLE = 'records.csv';

async function studentsIn(run: string, leftOut: string[]): Promise<StudentPlace[]> {
  const students: StudentPlace[] = [];
  for (const name of await foldersIn(run)) {
    const path = join(run, name);
    const student = existsSync(join(path, TABLE)) ? studentAt(path, leftOut) : undefined;
    if (student === undefined) leftOut.push(`${basename(run)}/${name}: there is no ${TABLE}`);
    else students.push(student);
  }
  return students;
}

function studentAt(path: string, leftOut: string[]): StudentPlace | undefined {
  const name = basename(dirname(path));
  const run = readRunFolder(name);
  if (run !== undefined) return { path, run, student: basename(path) };
  leftOut.push(`${name}: the name does not say k, seed, prompts and round, as k3_s10_vdefault_r1 does`);
  return undefined;
}

async function rowsOf(path: string, leftOut: string[]): Promise<readonly TableRow[]> {
  const { rows, broken } = await readCsvTable(path);
  for (const why of broken) leftOut.push(`${basename(dirname(path))}/${basename(path)}: ${why}`);
  return rows;
}

async function foldersIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
