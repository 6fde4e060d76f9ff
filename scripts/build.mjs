// Builds dist/: the extension, the command line and the page, each one file, and SQLite's binary beside them.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { lazyLibraries, lazyLibraryNames } from './support/lazyLibraries.mjs';
import { inProject, isMain, projectRoot } from './support/project.mjs';
import { sdkSubset } from './support/sdkSubset.mjs';
import { sqliteFile } from './support/sqlite.mjs';
import { textLoaders } from './support/textFiles.mjs';
import { thirdPartyLicenses } from './support/thirdPartyLicenses.mjs';

/**
 * The bundles are self-contained: SQLite's binary lies beside them and is loaded by a path of our own.
 * @type {import('esbuild').Plugin}
 */
export const sqliteBinary = {
  name: 'sqlite-binary',
  setup(bundler) {
    bundler.onResolve({ filter: /^bindings$/ }, () => ({ path: 'bindings', namespace: 'sqlite-binary' }));
    bundler.onLoad({ filter: /.*/, namespace: 'sqlite-binary' }, () => ({
      contents: "module.exports = (name) => require(require('node:path').join(__dirname, name));",
      loader: 'js',
    }));
  },
};

/**
 * What is seldom needed is a bundle beside the others, loaded by then.
 * @param {RegExp} imported
 * @param {string} file
 * @returns {import('esbuild').Plugin}
 */
function beside(imported, file) {
  return {
    name: `${file} beside`,
    setup(bundler) {
      bundler.onResolve({ filter: imported }, () => ({ path: `./${file}`, external: true }));
    },
  };
}

/** What runs. Opening a file needs nothing of it. */
const engineBeside = beside(/^\.\/engine\.ts$/, 'engine.cjs');
/** What is done about jobs, the import of lists, and statistics: many never need them. */
const jobsBeside = beside(/^\.\/jobs\.ts$/, 'jobs.cjs');
const listsBeside = beside(/^\.\/lists\.ts$/, 'lists.cjs');
const measuringBeside = beside(/^\.\/measuring\.ts$/, 'measuring.cjs');
/** The providers' prices, half as large as all the rest. */
const pricesBeside = beside(/^@pydantic\/genai-prices$/, 'prices.cjs');

/** Puts the binary where a bundle in this folder looks for it. */
export function copySqlite(/** @type {string} */ folder) {
  copyFileSync(sqliteFile, join(folder, basename(sqliteFile)));
}

/**
 * The results page: one script and one style sheet, which is all that its policy lets in.
 * @param {{ outdir: string, minify?: boolean }} options
 */
export function buildPage({ outdir, minify = true }) {
  return build({
    entryPoints: [
      { in: inProject('webview/main.ts'), out: 'webview' },
      { in: inProject('webview/job.ts'), out: 'job' },
      { in: inProject('webview/styles.css'), out: 'webview' },
    ],
    outdir,
    ...forBrowser(minify),
    legalComments: 'linked',
  });
}

/**
 * What a report that is handed on as one file brings with it.
 * @param {{ outdir: string, minify?: boolean }} options
 */
export function buildReport({ outdir, minify = true }) {
  return build({
    entryPoints: [
      { in: inProject('webview/report.ts'), out: 'report' },
      { in: inProject('webview/report.css'), out: 'report' },
    ],
    outdir,
    ...forBrowser(minify),
    // In the file itself: nothing lies beside a report.
    legalComments: 'eof',
  });
}

/** @param {boolean} minify */
function forBrowser(minify) {
  return /** @type {const} */ ({
    absWorkingDir: projectRoot,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify,
    metafile: true,
    logLevel: 'warning',
  });
}

/** Builds everything in a folder aside and puts it in place when all of it is there. */
export async function buildAll({ outdir = inProject('dist'), minify = true } = {}) {
  if (!existsSync(sqliteFile)) throw new Error('SQLite is not built: run npm run setup first.');
  const draft = join(dirname(outdir), `.${basename(outdir)}-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    const metafiles = await fill(draft, minify);
    rmSync(outdir, { recursive: true, force: true });
    renameSync(draft, outdir);
    return metafiles;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {boolean} minify
 */
async function fill(folder, minify) {
  const builds = /** @type {const} */ ([
    buildForNode(
      { minify, entry: 'src/extension.ts', outfile: join(folder, 'extension.cjs') },
      {
        external: ['vscode'],
        plugins: [engineBeside, jobsBeside, listsBeside, measuringBeside, lazyLibraries],
      },
    ),
    buildLazyLibraries({ minify, outdir: folder }),
    buildForNode(
      { minify, entry: 'src/engine.ts', outfile: join(folder, 'engine.cjs') },
      { plugins: [pricesBeside, lazyLibraries] },
    ),
    buildForNode(
      { minify, entry: 'src/jobs.ts', outfile: join(folder, 'jobs.cjs') },
      { external: ['vscode'], plugins: [pricesBeside, lazyLibraries] },
    ),
    buildForNode(
      { minify, entry: 'src/lists.ts', outfile: join(folder, 'lists.cjs') },
      { plugins: [lazyLibraries] },
    ),
    buildForNode(
      { minify, entry: 'src/measuring.ts', outfile: join(folder, 'measuring.cjs') },
      { plugins: [lazyLibraries] },
    ),
    buildForNode(
      { minify, entry: 'src/statistics.ts', outfile: join(folder, 'statistics.cjs') },
      { plugins: [lazyLibraries] },
    ),
    buildPrices({ minify, outfile: join(folder, 'prices.cjs') }),
    // vscode is not external here: a path from the command line to the editor breaks the build.
    buildForNode(
      { minify, entry: 'src/cli.ts', outfile: join(folder, 'cli.cjs') },
      { plugins: [pricesBeside] },
    ),
    buildPage({ outdir: folder, minify }),
    buildReport({ outdir: folder, minify }),
  ]);
  // One that failed leaves the others writing: the folder is deleted when all have ended.
  await Promise.allSettled(builds);
  const [extension, libraries, engine, jobs, lists, measuring, statistics, prices, cli, page, report] =
    await Promise.all(builds);
  const metafiles = {
    extension: extension.metafile,
    ...libraries,
    engine: engine.metafile,
    jobs: jobs.metafile,
    lists: lists.metafile,
    measuring: measuring.metafile,
    statistics: statistics.metafile,
    prices: prices.metafile,
    cli: cli.metafile,
    page: page.metafile,
    report: report.metafile,
  };
  copySqlite(folder);
  writeFileSync(join(folder, 'third-party-licenses.txt'), thirdPartyLicenses(Object.values(metafiles)));
  return metafiles;
}

/**
 * @param {{ entry: string, outfile: string, minify: boolean }} bundle
 * @param {{ external?: string[], plugins?: import('esbuild').Plugin[] }} [more]
 */
function buildForNode({ entry, outfile, minify }, { external = [], plugins = [] } = {}) {
  return build({
    ...nodeOptions(minify),
    entryPoints: [inProject(entry)],
    outfile,
    external,
    banner: entry === 'src/cli.ts' ? { js: '#!/usr/bin/env node' } : {},
    plugins: [sqliteBinary, sdkSubset, ...plugins],
  });
}

/**
 * The libraries that bundles built with `lazyLibraries` look for in their folder.
 * @param {{ outdir: string, minify?: boolean }} options
 */
export async function buildLazyLibraries({ outdir, minify = true }) {
  const builds = lazyLibraryNames.map(async (name) => {
    const stdin = { contents: `export * from '${name}';`, resolveDir: projectRoot };
    const { metafile } = await build({ ...nodeOptions(minify), stdin, outfile: join(outdir, `${name}.cjs`) });
    return /** @type {const} */ ([name, metafile]);
  });
  return Object.fromEntries(await Promise.all(builds));
}

/** @param {{ outfile: string, minify: boolean }} bundle */
function buildPrices({ outfile, minify }) {
  const stdin = { contents: "export { calcPrice } from '@pydantic/genai-prices';", resolveDir: projectRoot };
  return build({ ...nodeOptions(minify), stdin, outfile });
}

/** @param {boolean} minify */
function nodeOptions(minify) {
  return /** @type {const} */ ({
    absWorkingDir: projectRoot,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify,
    // The same library as modules, which bundle into less, and take less memory, than its build for Node.
    alias: { yaml: inProject('node_modules/yaml/browser/dist/index.js') },
    legalComments: 'linked',
    loader: textLoaders,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
}

if (isMain(import.meta.url)) await buildAll();
