// The real sshd and the real Slurm that the tests of targets start, from Debian's packages.
import { accessSync, constants, existsSync } from 'node:fs';
import { run } from './command.mjs';

/** What each is needed for, and the package that brings it. */
const PROGRAMS = {
  '/usr/bin/ssh': 'openssh-client',
  '/usr/sbin/sshd': 'openssh-server',
  '/usr/sbin/munged': 'munge',
  '/usr/sbin/slurmctld': 'slurm-wlm',
  '/usr/sbin/slurmd': 'slurm-wlm',
};

/**
 * Installs what is missing, where that does no harm.
 * @param {(line: string) => void} say
 * @throws an error that names why they cannot be had here
 */
export async function provideRemoteServers(say) {
  const cause = unfitCause();
  if (cause !== undefined) throw new Error(cause);
  const missing = missingPackages();
  if (missing.length === 0) return;
  const install = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get')) throw new Error(`${missing.join(', ')} are not there`);
  // Where services are started as they are installed, that is for the owner of the machine to do.
  if (existsSync('/run/systemd/system')) throw new Error(`what is missing can be had by ${install}`);
  say(`Installing ${missing.join(', ')} for the tests of targets ...`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { env });
  const left = missingPackages();
  if (left.length > 0) throw new Error(`${left.join(', ')} did not bring what is needed`);
}

/** @returns {string | undefined} why they cannot be started now; nothing is installed */
export function remoteServersObstacle() {
  const missing = missingPackages();
  return unfitCause() ?? (missing.length === 0 ? undefined : `${missing.join(', ')} are not there`);
}

/** @returns {string | undefined} why no package would help */
function unfitCause() {
  if (process.platform !== 'linux') return 'a real sshd and Slurm are started on Linux only';
  if (process.getuid?.() !== 0) return 'sshd, munged and Slurm are started by root only';
  return undefined;
}

function missingPackages() {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !isExecutable(program));
  return [...new Set(missing.map(([, name]) => name))];
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
