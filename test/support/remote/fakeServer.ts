import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelOutcome, ModelPort } from '../../../src/core/runs/ports.ts';

/**
 * Puts a program `vllm` into an environment that serves as vLLM does, as far as dispatch can tell: at the host and port of
 * its command line, for those who have the key of its environment. It answers with the address at which it was reached.
 */
export async function installFakeServer(environment: string): Promise<void> {
  const program = join(environment, 'bin/vllm');
  await mkdir(join(environment, 'bin'), { recursive: true });
  await writeFile(program, `#!${process.execPath}\n${PROGRAM}`);
  await chmod(program, 0o755);
}

/** What asks the server for one answer. */
export async function askServer(endpoint: ModelPort, signal: AbortSignal): Promise<ModelOutcome> {
  const messages = [{ role: 'user', content: 'Who are you?' }] as const;
  return endpoint.ask({ model: 'org/model', messages }, { signal });
}

const PROGRAM = `const { createServer } = require('node:http');
const word = (name) => process.argv[process.argv.indexOf(name) + 1];
const key = process.env.VLLM_API_KEY;
console.log('pid ' + process.pid);
if (word('serve') === 'org/broken') {
  console.error('No such model');
  process.exit(1);
}
createServer((request, response) => {
  const isKnown = request.headers.authorization === 'Bearer ' + key;
  const message = { role: 'assistant', content: 'At ' + request.socket.localAddress };
  const models = { object: 'list', data: [{ id: word('--served-model-name'), object: 'model' }] };
  const answer = { choices: [{ index: 0, message, finish_reason: 'stop' }] };
  response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify(!isKnown ? { error: 'Unauthorized' } : request.method === 'GET' ? models : answer));
}).listen(Number(word('--port')), word('--host'));
`;
