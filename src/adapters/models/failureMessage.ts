import type { ModelFailureKind } from '../../core/runs/ports.ts';
import type { PortSettings } from './portSettings.ts';

/** What is known about a failure beside its kind. */
export interface FailureDetails {
  readonly model?: string;
  readonly status?: number;
  /** In the server's words, or the system's. */
  readonly said?: string;
}

/** Says what happened, at which endpoint, and what to do next. */
export function failureMessage(
  kind: ModelFailureKind,
  settings: PortSettings,
  details: FailureDetails,
): string {
  const [happened, next] = parts(kind, settings, details);
  const said = details.said === undefined ? '' : `: ${details.said.trim().replace(/\.$/, '')}`;
  const status = details.status === undefined ? '' : ` (status ${details.status})`;
  return `The endpoint "${settings.name}" ${happened}${status}${said}.${next === '' ? '' : ` ${next}`}`;
}

type Parts = readonly [happened: string, next: string];

function parts(kind: ModelFailureKind, settings: PortSettings, { model }: FailureDetails): Parts {
  const { baseUrl, keyHint, timeout } = settings;
  switch (kind) {
    case 'no-key':
      return ['has no key', keyHint];
    case 'bad-key':
      return ['did not accept the key', keyHint];
    case 'no-permission':
      return [
        'does not allow this',
        'Look in the provider’s console at what the key may do, or choose another model.',
      ];
    case 'unknown-model':
      return [
        model === undefined ? 'answers nothing at this address' : `does not know the model "${model}"`,
        `Check the model’s name and the address ${baseUrl}.`,
      ];
    case 'quota':
      return [
        'has no credit left for this key',
        'Add credit in the provider’s console, or choose another model.',
      ];
    case 'rate-limit':
      return ['was asked too often', 'Wait, or ask for fewer calls at a time.'];
    case 'overloaded':
      return ['is overloaded', 'Try again later.'];
    case 'server':
      return ['failed', 'Try again later; on a server of your own, look into its log.'];
    case 'time-out':
      return [
        `did not answer within ${timeout / 1000} s`,
        'Raise "timeoutSeconds" of the endpoint if the model needs longer.',
      ];
    case 'network':
      return [
        `could not be reached at ${baseUrl}`,
        'Check the address, the connection, and whether the server is running.',
      ];
    case 'cut':
      return ['ended its reply before it was complete', 'Try again.'];
    case 'malformed':
      return [
        'sent a reply that cannot be used',
        `Check that ${baseUrl} speaks the protocol of the kind "${settings.kind}".`,
      ];
    case 'bad-request':
      return ['refused the request', 'Check the settings of the run.'];
    case 'schema-unsupported':
      return ['cannot reply in a given JSON form', ''];
    case 'cancelled':
      return ['was not waited for: the call was cancelled', ''];
  }
}
