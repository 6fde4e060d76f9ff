// Red Hat's yaml-language-server, which checks the same files by a JSON schema: what npm run bench compares with.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cache.mjs';
import { npm } from './command.mjs';

const VERSION = '2.0.0';

/**
 * Installs the server into the cache, 21 MB, unless it is there. Rejects where it cannot be installed.
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the server's script
 */
export async function installYamlLanguageServer(say) {
  const folder = await cachedFolder(`yaml-language-server-${VERSION}`, (draft) => fill(draft, say));
  return join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
}

/**
 * @param {string} folder
 * @param {(line: string) => void} say
 */
async function fill(folder, say) {
  say('Installing yaml-language-server to compare with: 21 MB, once.');
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await npm(['install', `yaml-language-server@${VERSION}`, ...options], { cwd: folder });
}
