import { benchEdits } from './editToProblems.ts';
import { benchLoop } from './generateAndGrade.ts';

/** Prints the figures as one line of JSON. The argument is the address of the fake provider. */
async function main([baseUrl = '']: readonly string[]): Promise<void> {
  const edits = [];
  for (const skills of [100, 1_000, 5_000]) edits.push(await benchEdits(skills));
  const loop = await benchLoop(baseUrl, 1_000, 20);
  process.stdout.write(`${JSON.stringify({ edits, loop })}\n`);
}

void main(process.argv.slice(2));
