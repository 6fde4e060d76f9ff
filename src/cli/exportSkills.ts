import { replaceLines } from '../adapters/exchange/atomicFile.ts';
import { skillsJson, skillTable } from '../core/exchange/skills/skillTable.ts';
import { readSkillset } from './readSkillset.ts';
import { print, UsageError } from './terminal.ts';

/**
 * Writes the skills and topics of a skillset, with those of the files that it includes: as JSON in one file, or as CSV
 * with the topics beside it, one a line, as `skillmix import` reads them.
 */
export async function exportSkills(file: string, format: string, output: string): Promise<void> {
  if (format !== 'csv' && format !== 'json')
    throw new UsageError(`${format} is no format of skills: take csv or json.`);
  const skillset = await readSkillset(file);
  const { skills, topics } = skillset;
  const counts = `${skills.length} skills and ${topics.length} topics`;
  if (format === 'json') {
    await replaceLines(output, (write) => write(skillsJson(skillset)));
    return print(`${counts} in ${output}.`);
  }
  const list = `${output.replace(/\.csv$/iu, '')}.topics.txt`;
  await replaceLines(output, (write) => writeAll(skillTable(skillset), write), '\r\n');
  await replaceLines(list, (write) =>
    writeAll(
      topics.map(({ name }) => name),
      write,
    ),
  );
  print(`${counts} in ${output} and ${list}.`);
}

async function writeAll(lines: readonly string[], write: (line: string) => Promise<void>): Promise<void> {
  for (const line of lines) await write(line);
}
