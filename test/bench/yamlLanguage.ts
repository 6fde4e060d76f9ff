import { benchYamlServer } from './yamlLanguageServer.ts';

/** Asks another server for what `language.ts` measures of ours. Apart from it: what this takes to load is not ours. */
async function main([skills = '', server = '', schema = '', teller = '']: readonly string[]): Promise<void> {
  const figures = await benchYamlServer({ server, schema, teller }, Number(skills));
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

void main(process.argv.slice(2));
