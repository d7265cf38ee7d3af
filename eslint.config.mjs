import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The import rules of ARCHITECTURE.md, as lint errors: core <- files <- lsp, cli; client sees only the protocol. */
const forbid = (files, patterns, message, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: patterns, message }] }] },
});

export default tseslint.config(
  { ignores: ['dist/', 'out/', '**/node_modules/', 'test/fixtures/', 'samples/', '.vscode-test/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // node:test-like suites: mocha's callbacks are not awaited by the suite itself.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'Buffer',
          'performance',
          'window',
          'document',
          'AbortController',
          'AbortSignal',
          'TextDecoder',
          'TextEncoder',
          'structuredClone',
          'URLSearchParams',
          'Worker',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  forbid(
    ['server/src/core/**/*.ts'],
    '^(node:|vscode)|/(files|protocol)(\\.js)?$|/(lsp|cli)/|/client/',
    'Core is pure: no Node, no LSP, no VS Code, nothing outside core.',
  ),
  // A report is shown as core makes it; its types are written once.
  forbid(
    ['server/src/protocol.ts', 'server/src/protocol/*.ts'],
    '^(?!\\.\\.?/(core/report/(types|spec)|core/(agreement|adjudication)/types|protocol(/[a-z-]+)?)\\.js$)',
    'The protocol imports nothing but the plain types of reports, agreement and adjudication.',
  ),
  forbid(['server/src/import/**/*.ts'], '/(lsp|cli)/|^vscode', 'Importing knows core and files only.'),
  forbid(
    ['server/src/report/**/*.ts', 'server/src/git/**/*.ts'],
    '/(lsp|cli|protocol)(/|\\.js$)|^vscode',
    'Reports as files, and git, know core and files only.',
  ),
  forbid(['server/src/files.ts'], '/(lsp|cli)/|^vscode', 'Files know core only.'),
  forbid(['server/src/cli/**/*.ts'], '/lsp/|^vscode', 'The command line never uses the language server.', [
    'server/src/cli/commands/lsp.ts',
  ]),
  forbid(['server/src/lsp/**/*.ts'], '/cli/|^vscode$', 'The language server never uses the command line.'),
  forbid(
    ['client/src/**/*.ts'],
    '/server/src/(?!protocol\\.js$)',
    'The client sees only the protocol of the server.',
    ['client/src/preview/**'],
  ),
  forbid(
    ['client/src/preview/**/*.ts'],
    '/server/src/(?!core/(scan|text|clean|names)|protocol\\.js$)',
    'The preview may import scan, names and text of core, nothing else of the server.',
  ),
  forbid(['client/src/webviews/**/*.ts'], '^(vscode|node:)', 'Web views have neither VS Code nor Node.'),
  prettier,
);
