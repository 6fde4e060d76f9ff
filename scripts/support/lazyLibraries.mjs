// Libraries that the extension needs only once a skillset file is read: a bundle of their own, loaded by then.

/** The bundle beside the extension. */
export const librariesFile = './libraries.cjs';

const libraries = ['re2js', 'yaml'];

/** What that bundle is built from. */
export const librariesSource = libraries.map((name) => `export * as ${name} from '${name}';`).join('\n');

/**
 * In place of such a library stands an object whose every export is fetched when it is first read.
 * @type {import('esbuild').Plugin}
 */
export const lazyLibraries = {
  name: 'lazy-libraries',
  setup(bundler) {
    const filter = new RegExp(`^(${libraries.join('|')})$`);
    bundler.onResolve({ filter }, ({ path }) => ({ path, namespace: 'lazy-library' }));
    bundler.onResolve({ filter: /^\.\/libraries\.cjs$/ }, ({ path }) => ({ path, external: true }));
    bundler.onLoad({ filter: /.*/, namespace: 'lazy-library' }, async ({ path }) => ({
      contents: shim(path, Object.keys(await import(path))),
      loader: 'js',
    }));
  },
};

/** @param {string} library @param {readonly string[]} names */
function shim(library, names) {
  const getters = names
    .filter((name) => name !== 'default')
    .map((name) => `get ${name}() { return load().${name}; }`);
  return `let loaded;\nconst load = () => (loaded ??= require('${librariesFile}').${library});\nmodule.exports = { ${getters.join(', ')} };`;
}
