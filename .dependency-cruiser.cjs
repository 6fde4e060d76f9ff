// The layers of the house. A broken rule says what to do instead.
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['undetermined'] },
});
const pure = 'node_modules/(yaml|valibot|pure-rand|fastest-levenshtein|re2js)/';
// What runs on a target, as text.
const texts = '^media/(remote|chat-templates)/';
module.exports = {
  forbidden: [
    only('protocol-imports-nothing', '^src/protocol/', '^src/protocol/', 'Protocol holds data types only.'),
    only(
      'core-is-pure',
      '^src/core/',
      `^src/(core|protocol)/|${texts}|${pure}`,
      'Core decides: take what does through a port in core/runs/ports.ts.',
    ),
    {
      name: 'adapters-know-no-editor',
      severity: 'error',
      comment: 'An adapter serves the command line too: keep vscode in host/.',
      from: { path: '^src/adapters/' },
      to: { path: '^src/(host|extension|cli)|^vscode$|@types/vscode' },
    },
    {
      name: 'host-knows-no-adapter',
      severity: 'error',
      comment: 'Host gets adapters as arguments from extension.ts.',
      from: { path: '^src/host/' },
      to: {
        path: '^src/(adapters|extension|cli|jobs\\.ts|engine\\.ts|lists\\.ts)|node_modules/(openai|@anthropic-ai|sqlite3)',
      },
    },
    {
      name: 'only-host-knows-vscode',
      severity: 'error',
      comment: 'Only src/host and extension.ts may import vscode.',
      from: { path: '^(src|webview)/', pathNot: '^src/(host/|extension\\.ts|jobs\\.ts)' },
      to: { path: '^vscode$|@types/vscode' },
    },
    {
      name: 'cli-knows-no-editor',
      severity: 'error',
      comment: 'The command line runs without an editor.',
      from: { path: '^src/cli' },
      to: { path: '^src/(host|extension)' },
    },
    only(
      'webview-imports-protocol',
      '^webview/',
      '^webview/|^src/protocol/|node_modules/(@vscode/webview-ui-toolkit|@observablehq/plot)/',
      'The page is untrusted: it knows the protocol only.',
    ),
    {
      name: 'toolkit-in-one-module',
      severity: 'error',
      comment: 'The toolkit is no longer developed: use webview/toolkit.ts.',
      from: { path: '^webview/', pathNot: '^webview/toolkit\\.ts$' },
      to: { path: 'webview-ui-toolkit' },
    },
    {
      name: 'figures-in-one-folder',
      severity: 'error',
      comment: 'Only webview/figures knows the plotting library: draw through it.',
      from: { path: '^webview/', pathNot: '^webview/figures/' },
      to: { path: '@observablehq/plot' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Move what both need into a module of its own.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // Some packages name their parts in `exports` only.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
