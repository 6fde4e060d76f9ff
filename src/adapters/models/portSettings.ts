import type { EndpointIdentity } from '../../core/runs/endpoint.ts';

/** One endpoint over HTTP, with everything checked and filled in. */
export interface PortSettings {
  readonly name: string;
  readonly kind: 'openai' | 'anthropic';
  /** Without a slash at the end. OpenAI's with `/v1`, Anthropic's without. */
  readonly baseUrl: string;
  /** In milliseconds: of a whole call, or of a pause while a reply streams. */
  readonly timeout: number;
  readonly key?: string;
  /** A sentence that says how to set the key. */
  readonly keyHint: string;
}

/** Loopback addresses are one machine: the port there changes from day to day. */
export function identityOf({ name, kind, baseUrl }: PortSettings): EndpointIdentity {
  const { hostname, host, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, '');
  return { name, kind, address: `${isLoopback(hostname) ? 'localhost' : host}${path}` };
}

/** The providers' own servers, as against compatible ones. */
export function isProvidersOwn({ baseUrl }: PortSettings): boolean {
  return OWN_SERVERS.test(baseUrl);
}

/** An address holds no name or password before the host. To parse one takes too long for every call. */
const OWN_SERVERS = /^https?:\/\/api\.(?:openai|anthropic)\.com(?:[:/]|$)/iu;

/** Takes the host name as `URL` gives it. */
function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
}

/** What is sent where no key is needed, because the SDKs insist on one. */
export const NO_KEY_NEEDED = 'no-key-needed';

/** In milliseconds. The SDKs' own time limits are out of the way: the port keeps the time. */
export const LONGEST_TIMER = 2 ** 31 - 1;
