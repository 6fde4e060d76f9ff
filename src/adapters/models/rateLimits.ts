import type { RateLimit, RateLimits } from '../../core/runs/ports.ts';
import type { PortSettings } from './portSettings.ts';

export type ReadableHeaders = Pick<Headers, 'get'>;

/**
 * What a response tells about the endpoint's limits, in the providers' own headers:
 * https://platform.openai.com/docs/guides/rate-limits and https://docs.claude.com/en/api/rate-limits. What cannot
 * be read is passed over; undefined: it tells nothing.
 *
 * @param now milliseconds since the epoch
 */
export function readLimits(
  kind: PortSettings['kind'],
  headers: ReadableHeaders,
  now: number,
): RateLimits | undefined {
  const { read, tokens: names } = KINDS[kind];
  const requests = read('requests', headers, now);
  const tokens = scarcest(names.map((name) => read(name, headers, now)));
  if (requests === undefined && tokens === undefined) return undefined;
  return { ...(requests === undefined ? {} : { requests }), ...(tokens === undefined ? {} : { tokens }) };
}

type Read = (what: string, headers: ReadableHeaders, now: number) => RateLimit | undefined;

const readOpenAI: Read = (what, headers) =>
  build(
    headers.get(`x-ratelimit-limit-${what}`),
    headers.get(`x-ratelimit-remaining-${what}`),
    duration(headers.get(`x-ratelimit-reset-${what}`)),
  );

const readAnthropic: Read = (what, headers, now) =>
  build(
    headers.get(`anthropic-ratelimit-${what}-limit`),
    headers.get(`anthropic-ratelimit-${what}-remaining`),
    timeUntil(headers.get(`anthropic-ratelimit-${what}-reset`), now),
  );

const KINDS: {
  readonly [kind in PortSettings['kind']]: { readonly read: Read; readonly tokens: readonly string[] };
} = {
  openai: { read: readOpenAI, tokens: ['tokens'] },
  anthropic: { read: readAnthropic, tokens: ['tokens', 'input-tokens', 'output-tokens'] },
};

function build(
  limit: string | null,
  remaining: string | null,
  resetAfter: number | undefined,
): RateLimit | undefined {
  const left = count(remaining);
  if (left === undefined || resetAfter === undefined) return undefined;
  const most = count(limit);
  return { remaining: left, resetAfter, ...(most === undefined ? {} : { limit: most }) };
}

function count(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}

const UNITS: { readonly [unit: string]: number } = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** OpenAI's times: `1s`, `6m0s`, `20ms`, `1h2m3.5s`. */
function duration(text: string | null): number | undefined {
  if (text === null || !/^(\d+(\.\d+)?(d|h|ms?|s))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
  return Math.ceil(
    parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNITS[unit] ?? 0), 0),
  );
}

/** Anthropic's times: RFC 3339. */
function timeUntil(text: string | null, now: number): number | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}

/** Of input, output and both together, the one of which the smallest share is left. */
function scarcest(limits: readonly (RateLimit | undefined)[]): RateLimit | undefined {
  return limits
    .filter((limit) => limit !== undefined)
    .reduce<RateLimit | undefined>(
      (least, limit) => (least === undefined || share(limit) < share(least) ? limit : least),
      undefined,
    );
}

function share({ remaining, limit }: RateLimit): number {
  return remaining / Math.max(1, limit ?? Number.MAX_SAFE_INTEGER);
}
