import * as v from 'valibot';

const baseUrl = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.check(isHttpAddress, 'must be an address that starts with http:// or https://'),
  v.check(isPlainAddress, 'must hold no name, password, query or #'),
);
const timeoutSeconds = v.pipe(
  v.number('must be a number of seconds'),
  v.minValue(1, 'must be at least 1'),
  v.maxValue(86_400, 'must be at most 86400 (a day)'),
);
const http = { baseUrl: v.exactOptional(baseUrl), timeoutSeconds: v.exactOptional(timeoutSeconds) };
const form = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('openai'), ...http }),
    v.strictObject({ kind: v.literal('anthropic'), ...http }),
    v.strictObject({ kind: v.literal('vscode') }),
  ],
  'must be "openai", "anthropic" or "vscode"',
);

/** One entry of the setting `skillmix.endpoints`. */
export type EndpointSettings = v.InferOutput<typeof form>;
/** One that is reached over HTTP, not through the editor. */
export type HttpEndpointSettings = Exclude<EndpointSettings, { readonly kind: 'vscode' }>;

export type ParsedEndpoint =
  | { readonly kind: 'endpoint'; readonly name: string; readonly settings: EndpointSettings }
  /** `message` names the endpoint and says what to change. */
  | { readonly kind: 'problem'; readonly name: string; readonly message: string };

/** Reads one entry of the setting. */
export function parseEndpoint(name: string, value: unknown): ParsedEndpoint {
  if (name === '' || name.includes('/')) {
    const message = `The endpoint name "${name}" cannot be used: a name is not empty and holds no slash.`;
    return { kind: 'problem', name, message };
  }
  const parsed = v.safeParse(form, value);
  if (parsed.success) return { kind: 'endpoint', name, settings: parsed.output };
  return { kind: 'problem', name, message: problemMessage(name, parsed.issues[0]) };
}

function problemMessage(name: string, issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const keys = 'Keys are kept apart from the settings.';
    return `The endpoint "${name}" has an unknown setting "${key}". ${/key|token/i.test(key ?? '') ? keys : 'Remove it.'}`;
  }
  return `The endpoint "${name}": ${key === null ? 'it' : `"${key}"`} ${issue.message}.`;
}

function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every((part) => part === '');
}
