// npm run demo: Skillmix at work in a real VS Code, or with --headless on the command line. It needs no key.
import { parseArgs } from 'node:util';
import { setUp } from './setup.mjs';
import { isMain } from './support/project.mjs';

const usage = `npm run demo -- [options]

  --headless       do the same job on the command line and end
  --port N         VS Code's port (default: a free one)
  --no-open        do not open the browser
  --source NAME    take the model from there only: environment, local, small or scripted

Without --source the model comes from the first of these that there is: a key in OPENAI_API_KEY or
ANTHROPIC_API_KEY (SKILLMIX_DEMO_MODEL names the model), a model server running on this machine, a small
model that is downloaded, and last a script that is no model and says so.`;

async function main() {
  const { values } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      source: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(usage);
  const stop = new AbortController();
  // They stay: what the model runs on ends the process at a signal that nobody listens for.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop.abort());
  const say = (/** @type {string} */ line) => console.log(line);

  await setUp(say);
  // What builds and shows is there only after the set-up.
  const { findModel, sourceNames } = await import('./support/demo/modelSource.mjs');
  if (values.source !== undefined && !sourceNames.includes(values.source)) throw new Error(usage);
  const { buildAll } = await import('./build.mjs');
  await buildAll();
  const model = await findModel(say, values.source);
  say(`The model: ${model.about}`);
  try {
    if (values.headless) {
      const { runHeadless } = await import('./support/demo/headless.mjs');
      return await runHeadless(model, { say, signal: stop.signal });
    }
    const { runInEditor } = await import('./support/demo/editor.mjs');
    const options = { port: Number(values.port), open: !values['no-open'] };
    return await runInEditor(model, { ...options, say, signal: stop.signal });
  } finally {
    await model.close();
  }
}

if (isMain(import.meta.url)) {
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
