// Libraries that the extension needs only once a skillset file is read, or a check in it: each a bundle, loaded by then.

/** Each has a bundle of its name beside the extension. */
export const lazyLibraryNames = /** @type {const} */ (['re2js', 'yaml']);

const ofBundle = new RegExp(`^\\./(${lazyLibraryNames.join('|')})\\.cjs$`);

/**
 * In place of such a library stands an object whose every export is fetched when it is first read.
 * @type {import('esbuild').Plugin}
 */
export const lazyLibraries = {
  name: 'lazy-libraries',
  setup(bundler) {
    const filter = new RegExp(`^(${lazyLibraryNames.join('|')})$`);
    bundler.onResolve({ filter }, ({ path }) => ({ path, namespace: 'lazy-library' }));
    bundler.onResolve({ filter: ofBundle }, ({ path }) => ({ path, external: true }));
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
  return `let loaded;\nconst load = () => (loaded ??= require('./${library}.cjs'));\nmodule.exports = { ${getters.join(', ')} };`;
}
