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

/**
 * One getter for all names: written out, they take kilobytes of each bundle. They stand on the prototype, since the
 * bundler copies what an object has of its own for every file that imports it.
 * @param {string} library
 * @param {readonly string[]} names
 */
function shim(library, names) {
  const exported = names.filter((name) => name !== 'default').join(' ');
  return `
let loaded;
const exported = {};
for (const name of '${exported}'.split(' '))
  Object.defineProperty(exported, name, { get: () => (loaded ??= require('./${library}.cjs'))[name] });
module.exports = Object.create(exported);`;
}
