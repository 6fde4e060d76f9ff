// The demo on the command line: generate for k = 1, 2 and 3, grade by rule and by the model, print the report.
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
    const skillmix = (/** @type {string} */ command, /** @type {string[]} */ ...args) => {
      say(`\n$ skillmix ${[command, demoFile, ...args].join(' ').replace(endpoints, basename(endpoints))}`);
      const line = [inProject('dist/cli.cjs'), command, file, ...args];
      return run(process.execPath, line, { show: true, signal });
    };
    const mixes = ['--k', '1', '--k', '2', '--k', '3', '--count', String(mixesPerK)];
    const graders = model.graders.flatMap((grader) => ['--grader', grader]);
    await skillmix('check');
    await skillmix('generate', ...mixes, '--student', model.student, ...asking);
    await skillmix('grade', ...graders, '--rounds', '1', ...asking);
    await skillmix('report');
    say(`\nThe texts are by ${model.about}`);
  });
}
