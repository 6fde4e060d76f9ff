import { benchLoop } from './generateAndGrade.ts';
import { benchMeasures } from './measuresAtScale.ts';
import { benchPanel, fillPanelStore } from './panelAtScale.ts';
import { benchReport, fillReportStore } from './reportAtScale.ts';
import { benchStore } from './storeAtScale.ts';
import { benchVisit } from './visitAtScale.ts';

/** What can be measured, each in a process of its own, so that nothing is warm or in memory from another. */
const benches: { readonly [name: string]: (...args: string[]) => Promise<unknown> } = {
  loop: (baseUrl = '', concurrency, rounds) =>
    benchLoop(baseUrl, 1_000, { concurrency: Number(concurrency), rounds: Number(rounds) }),
  report: () => benchReport(),
  store: (samples) => benchStore(Number(samples)),
  panel: () => benchPanel(),
  measures: () => benchMeasures(),
  visit: (path = '', file = '') => benchVisit(path, file),
  fillPanel: (path = '') => fillPanelStore(path),
  fillReport: (path = '') => fillReportStore(path),
};

/** Prints the figures of the bench that the arguments name as one line of JSON. */
async function main([name = '', ...args]: readonly string[]): Promise<void> {
  const bench = benches[name];
  if (bench === undefined)
    throw new Error(`There is no bench "${name}": ${Object.keys(benches).join(', ')}.`);
  process.stdout.write(`${JSON.stringify(await bench(...args))}\n`);
}

void main(process.argv.slice(2));
