import type { TargetFailure, TargetFailureKind } from '../../core/jobs/targetPort.ts';

/** Why no whole answer came. `said`: what ssh, or the system, said. */
export function callFailure(facts: {
  readonly host: string;
  readonly said: string;
  readonly hasBegun: boolean;
  readonly isAborted: boolean;
}): TargetFailure {
  const { host, said, hasBegun, isAborted } = facts;
  if (isAborted) return { kind: 'cancelled', message: `The connection to ${host} was ended here.` };
  const last = lastLine(said);
  if (hasBegun) return unreachable(`The connection to ${host} was cut${last && ` (${last})`}.`);
  const known = SAYINGS.find(([saying]) => saying.test(said));
  if (known === undefined) return unreachable(`${host} cannot be reached${last && ` (${last})`}.`);
  const [, kind, message] = known;
  return { kind, message: message(host, last) };
}

function unreachable(message: string): TargetFailure {
  return { kind: 'unreachable', message: `${message} Try again when it can be.` };
}

/** What OpenSSH and Node say: readconf.c, sshconnect.c, sshconnect2.c. */
const SAYINGS: readonly (readonly [RegExp, TargetFailureKind, (host: string, last: string) => string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
    'host-key',
    (host) =>
      `The key of ${host} is not the one that is known: somebody may be in between. Ask who runs it; if the key was changed, take the old one out by ssh-keygen -R, and connect once by ssh ${host}.`,
  ],
  [
    /Host key verification failed|No \S+ host key is known/i,
    'host-key',
    (host) =>
      `The key of ${host} is not known yet. Connect once in a terminal by ssh ${host}, and compare it.`,
  ],
  [
    /Permission denied|Too many authentication failures|no matching .* found/i,
    'denied',
    (host, last) =>
      `${host} does not let you in (${last}). ssh ${host} must work in a terminal without a question: load the key into an agent.`,
  ],
  [
    /spawn \S*ssh ENOENT/,
    'rejected',
    (host) => `There is no ssh on this machine, by which ${host} would be reached. Install OpenSSH.`,
  ],
  [
    /spawn \S*sh ENOENT/,
    'rejected',
    () => 'This machine has no /bin/sh: jobs run locally on Linux and macOS. Use an ssh target.',
  ],
];

/** Why a script that ran to its end failed. */
export function scriptFailure(host: string, code: number, err: string): TargetFailure {
  const last = lastLine(err).replace(/^SKILLMIX: /, '');
  if (/No space left on device|Disk quota exceeded/i.test(err))
    return { kind: 'disk-full', message: `The disk of ${host} is full (${last}). Free some space there.` };
  if (code === NOT_THERE) return { kind: 'not-there', message: `On ${host} it is not there.` };
  if (
    /Socket timed out|Unable to contact slurm|slurm_persist_conn|Communication connection failure/i.test(err)
  )
    return unreachable(`Slurm on ${host} does not answer (${last}).`);
  if (/Permission denied|Read-only file system/i.test(err))
    return { kind: 'denied', message: `On ${host} the right to do that is missing (${last}).` };
  const because = last === '' ? `exit status ${code}` : last;
  return { kind: 'rejected', message: `${host} refuses: ${because}.` };
}

/** How the scripts end where what they were asked for is not there. */
export const NOT_THERE = 66;

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? '';
}
