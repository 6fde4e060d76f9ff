// Builds dist/: the extension, the command line and the page, each one file, and SQLite's binary beside them.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binary = join(root, 'node_modules/sqlite3/build/Release/node_sqlite3.node');

/** The bundles are self-contained: SQLite's binary lies beside them and is loaded by a path of our own. */
const sqliteBinary = {
  name: 'sqlite-binary',
  setup(setup) {
    setup.onResolve({ filter: /^bindings$/ }, () => ({ path: 'bindings', namespace: 'sqlite-binary' }));
    setup.onLoad({ filter: /.*/, namespace: 'sqlite-binary' }, () => ({
      contents: "module.exports = (name) => require(require('node:path').join(__dirname, name));",
      loader: 'js',
    }));
  },
};

/** The results page: one script and one style sheet, which is all that its policy lets in. */
export function buildPage({ outdir, minify = true }) {
  return build({
    entryPoints: [
      { in: join(root, 'webview/main.ts'), out: 'webview' },
      { in: join(root, 'webview/styles.css'), out: 'webview' },
    ],
    outdir,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify,
    legalComments: 'linked',
    metafile: true,
    logLevel: 'warning',
  });
}

export async function buildAll({ outdir = join(root, 'dist'), minify = true } = {}) {
  if (!existsSync(binary)) throw new Error('SQLite is not built: run npm ci (or npm run setup) first.');
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const node = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify,
    keepNames: true,
    legalComments: 'linked',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [sqliteBinary],
  };
  const [extension, cli, page] = await Promise.all([
    build({
      ...node,
      entryPoints: [join(root, 'src/extension.ts')],
      outfile: join(outdir, 'extension.cjs'),
      external: ['vscode'],
    }),
    // vscode is not external here: a path from the command line to the editor breaks the build.
    build({
      ...node,
      entryPoints: [join(root, 'src/cli.ts')],
      outfile: join(outdir, 'cli.cjs'),
      banner: { js: '#!/usr/bin/env node' },
    }),
    buildPage({ outdir, minify }),
  ]);
  copyFileSync(binary, join(outdir, 'node_sqlite3.node'));
  return { extension: extension.metafile, cli: cli.metafile, page: page.metafile };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildAll();
