import type { ModelFailureKind } from '../../core/runs/ports.ts';
import type { ErrorReport } from './errorReport.ts';

/** What a status and the server's own words mean for a call. */
export function failureKind(
  status: number,
  report: ErrorReport,
  { askedForSchema }: { readonly askedForSchema: boolean },
): ModelFailureKind {
  if (askedForSchema && isAboutSchema(status, report)) return 'schema-unsupported';
  if (status === 402 || isAboutMoney(status, report)) return 'quota';
  return KINDS[status] ?? (status >= 500 ? 'server' : 'bad-request');
}

/** The status that an error has which came inside a successful response. */
export function statusOf(report: ErrorReport): number {
  if (report.status !== undefined) return report.status;
  const label = report.labels.find((known) => known in STATUSES);
  return label === undefined ? 500 : (STATUSES[label] ?? 500);
}

const KINDS: { readonly [status: number]: ModelFailureKind } = {
  401: 'bad-key',
  403: 'no-permission',
  404: 'unknown-model',
  408: 'time-out',
  409: 'server',
  429: 'rate-limit',
  503: 'overloaded',
  529: 'overloaded',
};

/** From https://docs.claude.com/en/api/errors; OpenAI's words are the same where it has them. */
const STATUSES: { readonly [label: string]: number } = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  insufficient_quota: 429,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  api_error: 500,
  server_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** Servers that are written in a hurry answer 500 to a schema that they cannot turn into a grammar. */
const SCHEMA_STATUSES = [400, 404, 415, 422, 500, 501];
const SCHEMA_WORDS =
  /response_?\s?format|json_?\s?schema|structured[\s_-]outputs?|output[\s_](config|format)|grammar|guided/i;

function isAboutSchema(status: number, { message = '', labels }: ErrorReport): boolean {
  return SCHEMA_STATUSES.includes(status) && [message, ...labels].some((text) => SCHEMA_WORDS.test(text));
}

const MONEY_LABELS = [
  'insufficient_quota',
  'billing_error',
  'billing_hard_limit_reached',
  'insufficient_balance',
];
const MONEY_WORDS =
  /credit balance|insufficient[\s_](balance|credit|funds|quota)|exceeded your current quota/i;

function isAboutMoney(status: number, { message = '', labels }: ErrorReport): boolean {
  if (![400, 403, 429].includes(status)) return false;
  return labels.some((label) => MONEY_LABELS.includes(label)) || MONEY_WORDS.test(message);
}
