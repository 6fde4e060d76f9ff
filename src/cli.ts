import { runCommandLine } from './cli/program.ts';

const stop = new AbortController();
// The first interrupt ends what is under way in good order; a second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

// So does a reader that has gone, as in `skillmix report | head`: nobody sees any more what would be spent.
for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithTheReader);

void runCommandLine(process.argv.slice(2), stop.signal).then((code) => {
  process.exitCode = code;
});

function endWithTheReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
}
