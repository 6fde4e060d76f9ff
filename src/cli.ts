import { runCommandLine } from './cli/program.ts';

const stop = new AbortController();
// The first interrupt ends what is under way in good order; a second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

void runCommandLine(process.argv.slice(2), stop.signal).then((code) => {
  process.exitCode = code;
});
