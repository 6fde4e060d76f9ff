import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sshHosts } from '../../core/jobs/sshHosts.ts';

/** The hosts that the user has described to `ssh`; none where there is no such file. */
export async function configuredHosts(): Promise<string[]> {
  const config = await readFile(join(homedir(), '.ssh', 'config'), 'utf8').catch(() => '');
  return sshHosts(config);
}
