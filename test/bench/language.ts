import { benchEdits } from './editToProblems.ts';
import { benchYamlServer } from './yamlLanguageServer.ts';

/** Apart from the other benches, so that this process holds the language alone: its memory is one of the figures. */
async function main([skills = '', server, schema, teller]: readonly string[]): Promise<void> {
  const figures =
    server === undefined || schema === undefined || teller === undefined
      ? await benchEdits(Number(skills))
      : await benchYamlServer({ server, schema, teller }, Number(skills));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

void main(process.argv.slice(2));
