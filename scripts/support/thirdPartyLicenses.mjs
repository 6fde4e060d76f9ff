// The licences of everything that ends up in a bundle, as they ask for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';

/** What is in SQLite's binary but in no bundle. */
const insideBinary = ['node_modules/node-addon-api'];

/**
 * One text with name, version and licence of every package whose files are in the bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles with paths from the project's root
 */
export function thirdPartyLicenses(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const folders = new Set([...inputs.flatMap(packageFolder), ...insideBinary]);
  return [...folders]
    .sort()
    .map(licenseOf)
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} path */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [];
}

/** @param {string} folder */
function licenseOf(folder) {
  const path = join(projectRoot, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const heading = `${name} ${version} (${license ?? 'see below'})`;
  return [heading, ...licenseFiles(path).map((file) => readFileSync(file, 'utf8').trim())].join('\n\n');
}

/** @param {string} path */
function licenseFiles(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .map((name) => join(path, name));
}
