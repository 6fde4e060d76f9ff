import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes an environment of fake engines: `python` stands for the training, which takes a moment and leaves what TRL leaves,
 * and `vllm` answers shards by a rule. Each writes down what it was asked, so that nothing asked twice is overlooked.
 */
export async function makeFakeEngines(environment: string, asked: string): Promise<void> {
  const bin = join(environment, 'bin');
  await mkdir(bin, { recursive: true });
  for (const [name, text] of [
    ['python', python(asked)],
    ['vllm', vllm(asked)],
  ] as const) {
    await writeFile(join(bin, name), `#!${process.execPath}\n${text}`);
    await chmod(join(bin, name), 0o755);
  }
}

/** Said to have the engine's version by the probe, and then asked to train. */
function python(asked: string): string {
  return `const fs = require('node:fs');
if (process.argv.includes('-c')) return console.log('1.0.0');
const max_steps = Number(/^max_steps: (\\d+)$/m.exec(fs.readFileSync('sft.yaml', 'utf8'))[1]);
fs.appendFileSync(${JSON.stringify(asked)}, 'train\\n');
setTimeout(() => {
  const folder = 'output/checkpoint-' + max_steps;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(folder + '/trainer_state.json', JSON.stringify({ global_step: max_steps, log_history: [] }, null, 2));
}, 300);
`;
}

/** The tuned model shows every skill; the base shows none. */
function vllm(asked: string): string {
  return `const fs = require('node:fs');
const word = (name) => process.argv[process.argv.indexOf(name) + 1];
const requests = fs.readFileSync(word('--input-file'), 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
const isTuned = word('--model').includes('checkpoint');
const answers = requests.map(({ custom_id, body }) => {
  fs.appendFileSync(${JSON.stringify(asked)}, custom_id + '\\n');
  const content = 'Answer: ' + (isTuned ? 'Who sews, but never plays Chess?' : 'They sew and play Chess.') + '\\nExplanation: so.';
  const choices = [{ message: { role: 'assistant', content }, finish_reason: 'stop' }];
  const usage = { prompt_tokens: 10, completion_tokens: 10 };
  return JSON.stringify({ custom_id, response: { status_code: 200, body: { choices, usage } }, error: null });
});
fs.writeFileSync(word('--output-file'), answers.join('\\n') + '\\n');
`;
}
