// What the commands say of the study in miniature, each under its own words.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inProject } from '../project.mjs';

const execute = promisify(execFile);

/**
 * @param {string} folder of the study
 * @param {{ file: string, base: string, name: string }} study its skillset file, and the path of its base with the name
 * that stands for it: figures tell nothing of the machine
 * @returns {Promise<string>} a page in Markdown
 */
export async function figuresOf(folder, { file, base, name }) {
  const said = async (/** @type {readonly string[]} */ words) => {
    const { stdout } = await execute(process.execPath, [inProject('dist/cli.cjs'), ...words], {
      cwd: folder,
    });
    return stdout;
  };
  const cells = JSON.parse(await said(['report', file, '--purpose', 'evaluate', '--format', 'json']));
  const pages = [];
  for (const words of commandsFor(file, studentsIn(cells)))
    pages.push(`    skillmix ${words.map(quoted).join(' ')}\n\n${asBlock(await said(words))}`);
  return `# Figures of the study in miniature\n\n${pages.join('\n\n')}\n`.replaceAll(base, name);
}

/**
 * Base and tuned, each pair under the same conditions: replies begun for both, and for neither.
 * @param {string} file
 * @param {readonly string[]} students
 */
function commandsFor(file, students) {
  const pairs = ['local', 'here'].flatMap((where) => {
    const [base, tuned] = tunedLast(students.filter((one) => one.startsWith(`${where}/`)));
    return base === undefined || tuned === undefined ? [] : [{ base, tuned }];
  });
  return [
    ['report', file, '--table', 'yields'],
    ['report', file, '--purpose', 'evaluate'],
    ...pairs.flatMap(({ base, tuned }) => [
      ['tables', file, '--table', 'metrics', '--student', base, '--student', tuned],
      ['compare', file, '--purpose', 'evaluate', '--base', base, '--tuned', tuned],
    ]),
  ];
}

/** @param {readonly string[]} students */
function tunedLast(students) {
  const isTuned = (/** @type {string} */ name) => /tuned$|\+train-/.test(name);
  return [...students.filter((name) => !isTuned(name)), ...students.filter(isTuned)];
}

/**
 * Those of whom a text is graded: of the others there is nothing to set beside anything, and the report tells of them.
 * @param {{ cells: readonly { student: string, graded: number }[] }} report
 * @returns {string[]}
 */
function studentsIn({ cells }) {
  return [...new Set(cells.filter(({ graded }) => graded > 0).map(({ student }) => student))];
}

/** @param {string} word */
function quoted(word) {
  return /^[\w./+:-]+$/.test(word) ? word : `'${word}'`;
}

/** Tables of the terminal keep their columns in a block; those in Markdown are tables themselves. @param {string} text */
function asBlock(text) {
  if (text.trimStart().startsWith('|') || text.includes('\n|')) return text.trim();
  return `\`\`\`text\n${text.trim()}\n\`\`\``;
}
