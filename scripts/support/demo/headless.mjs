// The demo on the command line: generate for k = 1, 2 and 3, grade by rule and by the model, print the report.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../command.mjs';
import { inProject } from '../project.mjs';
import { demoFile, withDemoFolder } from './workspace.mjs';

const mixesPerK = 3;

/**
 * @param {import('./modelSource.mjs').DemoModel} model
 * @param {{ say: (line: string) => void, signal: AbortSignal }} options
 */
export function runHeadless(model, { say, signal }) {
  return withDemoFolder(async (folder) => {
    const file = join(folder, 'workspace', demoFile);
    const endpoints = join(folder, 'endpoints.json');
    await writeFile(endpoints, JSON.stringify(model.endpoints));
    const asking = ['--endpoints', endpoints, '--concurrency', String(model.concurrency)];
    const skillmix = (/** @type {string[]} */ ...args) => {
      say(
        `\n$ skillmix ${args
          .filter((arg) => !asking.includes(arg))
          .join(' ')
          .replace(file, demoFile)}`,
      );
      return run(process.execPath, [inProject('dist/cli.cjs'), ...args], { show: true, signal });
    };
    const ks = [1, 2, 3].flatMap((k) => ['--k', String(k)]);
    const graders = model.graders.flatMap((grader) => ['--grader', grader]);
    await skillmix('check', file);
    await skillmix(
      'generate',
      file,
      ...ks,
      '--count',
      String(mixesPerK),
      '--student',
      model.student,
      ...asking,
    );
    await skillmix('grade', file, ...graders, '--rounds', '1', ...asking);
    await skillmix('report', file);
    say(`\nThe texts are by ${model.about}`);
  });
}
