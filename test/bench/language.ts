import { benchEdits } from './editToProblems.ts';

/** Apart from the other benches, so that this process holds the language alone: its memory is one of the figures. */
async function main([skills = '']: readonly string[]): Promise<void> {
  process.stdout.write(`${JSON.stringify(await benchEdits(Number(skills)))}\n`);
}

void main(process.argv.slice(2));
