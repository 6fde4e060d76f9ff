import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { applyEdits } from '../core/skillset/edits/textEdit.ts';
import { safeFixes } from '../core/skillset/fixes/safeFixes.ts';
import { findProblems } from '../core/skillset/problems.ts';
import { readProject } from './readSkillset.ts';
import { tell } from './terminal.ts';

/** Mends a file and what it includes where there is one right answer, and tells how much that was. */
export async function fixFile(file: string): Promise<void> {
  const project = await readProject(file);
  for (const [path, problems] of findProblems(project)) {
    const text = project.documents.get(path)?.text ?? '';
    const edits = safeFixes(project, path, problems);
    if (edits.length === 0) continue;
    await writeFile(path, applyEdits(text, edits));
    const name = path === project.root.path ? file : relative(process.cwd(), path);
    tell(`Mended ${edits.length === 1 ? '1 place' : `${edits.length} places`} in ${name}.`);
  }
}
