/**
 * How long a server asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as an
 * HTTP date (RFC 9110, 10.2.3). Undefined: it does not say, or not readably.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  return (
    amount(headers.get('retry-after-ms'), 1) ?? amount(headers.get('retry-after'), 1000) ?? date(headers, now)
  );
}

function amount(text: string | null, unit: number): number | undefined {
  if (text === null || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  return Math.ceil(Number(text) * unit);
}

function date(headers: Headers, now: number): number | undefined {
  const time = Date.parse(headers.get('retry-after') ?? '');
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
