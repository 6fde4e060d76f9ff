import { parseArgs } from 'node:util';
import { startControlServer } from './controlServer.ts';
import { startProviderServer } from './providerServer.ts';

// The fake of both providers as a process of its own. When it listens it prints one line of JSON:
// {"url": ..., "control": ...}. It runs until it is ended, or until the process that forked it lets go of it.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** In milliseconds, before a reply begins. */
    latency: { type: 'string', default: '0' },
    /** In milliseconds, between the pieces of a stream. */
    'piece-interval': { type: 'string', default: '0' },
    /** Repeatable: the models that it lists. */
    model: { type: 'string', multiple: true },
    /** Repeatable: the keys that it accepts. */
    key: { type: 'string', multiple: true },
    /** What it allows; left out: everything. */
    'requests-per-minute': { type: 'string' },
    'tokens-per-minute': { type: 'string' },
    'at-once': { type: 'string' },
    /** The share of requests that go wrong, from 0 to 1, and the seed that chooses them. */
    'bad-share': { type: 'string' },
    'bad-seed': { type: 'string', default: '1' },
    /** In milliseconds, until a batch has ended; and the shares of its calls that fail or expire. */
    'batch-delay': { type: 'string' },
    'batch-failing': { type: 'string' },
    'batch-expiring': { type: 'string' },
    /** Drops the connection after the first batch was accepted. */
    'batch-loses-reply': { type: 'boolean' },
  },
});
const limits = {
  requestsPerMinute: numberIn(values['requests-per-minute']),
  tokensPerMinute: numberIn(values['tokens-per-minute']),
  atOnce: numberIn(values['at-once']),
};
const share = numberIn(values['bad-share']);
const server = await startProviderServer({
  port: Number(values.port),
  latency: Number(values.latency),
  pieceInterval: Number(values['piece-interval']),
  remembered: 1000,
  limits,
  batches: {
    delay: numberIn(values['batch-delay']),
    failing: numberIn(values['batch-failing']),
    expiring: numberIn(values['batch-expiring']),
    losesReply: values['batch-loses-reply'],
  },
  ...(share === undefined ? {} : { badDays: { share, seed: Number(values['bad-seed']) } }),
  ...(values.model === undefined ? {} : { models: values.model }),
  ...(values.key === undefined ? {} : { keys: values.key }),
});
const control = await startControlServer(server);
console.log(JSON.stringify({ url: server.url, control: control.url }));
process.once('disconnect', () => process.exit(0));

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
