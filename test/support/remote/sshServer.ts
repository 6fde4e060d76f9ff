import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { run, type Server, startServer, until } from './process.ts';

/**
 * A real sshd on loopback, for the user who runs the tests, by key only. Hosts lead to it from `ssh`, which is
 * found in `binaries`: `lab`; `noisy`, whose login prints a banner on both outputs; `changed`, whose known key is
 * another; `stranger`, whose key is not known; and `down`, where nobody listens.
 */
export interface SshServer {
  /** A folder for the front of PATH. */
  readonly binaries: string;
  stop(): Promise<void>;
}

/** @param env variables that every session gets */
export async function startSshServer(
  folder: string,
  env: { readonly [name: string]: string } = {},
): Promise<SshServer> {
  const at = (name: string): string => join(folder, name);
  await mkdir(at('bin'), { recursive: true });
  for (const key of ['client', 'host', 'other'])
    if (!existsSync(at(key))) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
  const [port, noisyPort] = [await freePort(), await freePort()];
  await writeFile(at('noisy.sh'), NOISY);
  await chmod(at('noisy.sh'), 0o755);
  await writeFile(at('sshd_config'), serverConfig(at, [port, noisyPort], env));
  await writeFile(at('known'), await knownHosts(at, port, noisyPort));
  await writeFile(at('ssh_config'), clientConfig(at, port, noisyPort));
  await writeFile(at('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${at('ssh_config')}' "$@"\n`);
  await chmod(at('bin/ssh'), 0o755);
  // sshd keeps nothing there but asks for it.
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true });
  const server: Server = startServer('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')]);
  await until(`sshd listens (${server.said})`, () => /listening on .* port/i.test(server.said));
  return { binaries: at('bin'), stop: () => server.stop() };
}

const NOISY = `#!/bin/sh
printf 'Welcome!\\nYou have \\001 new mail\\n'
printf 'motd: do not mine coins here\\n' >&2
exec \${SHELL:-/bin/sh} -c "$SSH_ORIGINAL_COMMAND"
`;

function serverConfig(
  at: (name: string) => string,
  [port, noisyPort]: readonly number[],
  env: { readonly [name: string]: string },
): string {
  const variables = Object.entries(env).map(([name, value]) => `"${name}=${value}"`);
  return `Port ${port}
Port ${noisyPort}
ListenAddress 127.0.0.1
HostKey ${at('host')}
AuthorizedKeysFile ${at('client.pub')}
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
StrictModes no
MaxStartups 100
LogLevel INFO
${variables.length === 0 ? '' : `SetEnv ${variables.join(' ')}`}
Match LocalPort ${noisyPort}
  ForceCommand ${at('noisy.sh')}
`;
}

async function knownHosts(at: (name: string) => string, port: number, noisyPort: number): Promise<string> {
  const keyOf = async (name: string): Promise<string> =>
    (await readFile(at(`${name}.pub`), 'utf8')).split(' ').slice(0, 2).join(' ');
  const host = await keyOf('host');
  return [
    `[127.0.0.1]:${port} ${host}`,
    `[127.0.0.1]:${noisyPort} ${host}`,
    `changed ${await keyOf('other')}`,
    '',
  ].join('\n');
}

function clientConfig(at: (name: string) => string, port: number, noisyPort: number): string {
  return `Host noisy
  Port ${noisyPort}
Host changed
  HostKeyAlias changed
Host stranger
  HostKeyAlias stranger
Host down
  Port 1
Host *
  HostName 127.0.0.1
  Port ${port}
  User ${userInfo().username}
  IdentityFile ${at('client')}
  IdentitiesOnly yes
  UserKnownHostsFile ${at('known')}
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
`;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
