import { builtinModules } from 'node:module';
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'node:test'];

/** Forbids imports in a folder; each pattern names what the folder must not see. */
const mayNotImport = (...groups) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: groups.flatMap(({ names = [], message }) => names.map((name) => ({ name, message }))),
      patterns: groups.flatMap(({ patterns = [], message }) =>
        patterns.length > 0 ? [{ group: patterns, message }] : [],
      ),
    },
  ],
});

const noPrivate = ['PropertyDefinition', 'MethodDefinition'].map((kind) => ({
  selector: `${kind}[accessibility="private"]`,
  message: 'Use #private.',
}));
const noEndlessWait = {
  selector: 'WhileStatement AwaitExpression',
  message: 'What never comes true would be waited for for ever: comesTrue.',
};

const noVscode = { names: ['vscode'], message: 'vscode is an adapter detail: only src/editor may see it.' };
const noNode = {
  names: nodeBuiltins,
  message: 'Web-standard APIs only: this folder also has to run outside Node.',
};
const noAjv = {
  patterns: ['ajv', 'ajv/*', 'ajv-*', '**/generated/validators*'],
  message: 'Validators have one home: src/core/report.',
};
const noOuterRing = (...patterns) => ({
  patterns,
  message: 'The inner ring does not see the outer one (ARCHITECTURE.md).',
});

export default tseslint.config(
  {
    ignores: ['dist/', '.vscode-test/', 'test-results/', '**/generated/', 'test/fixtures/', 'node_modules/'],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // TypeScript itself demands brackets for index signatures.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-syntax': ['error', ...noPrivate],
    },
  },
  {
    files: ['test/ui/**/*.ts', 'test/vscode/ui/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noPrivate, noEndlessWait] },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      ...mayNotImport(
        noVscode,
        noNode,
        noAjv,
        noOuterRing('**/gitlab/**', '**/editor/**', '**/extension.ts', '**/window.ts'),
      ),
      'no-restricted-globals': ['error', 'fetch', 'Buffer', 'process', 'setTimeout', 'setInterval'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core has no clock of its own.' },
        { object: 'Math', property: 'random', message: 'Randomness is injected.' },
      ],
    },
  },
  {
    files: ['src/core/report/**/*.ts'],
    rules: mayNotImport(
      noVscode,
      noNode,
      noOuterRing('**/gitlab/**', '**/editor/**', '**/sync/**', '**/view/**'),
    ),
  },
  {
    files: ['src/core/remediation/**/*.ts'],
    rules: mayNotImport(
      noVscode,
      noNode,
      noAjv,
      noOuterRing(
        '**/gitlab/**',
        '**/editor/**',
        '**/extension.ts',
        '**/window.ts',
        '**/report/**',
        '**/identity/**',
        '**/sync/**',
        '**/view/**',
      ),
    ),
  },
  {
    files: ['src/core/placement/**/*.ts'],
    rules: mayNotImport(
      noVscode,
      noNode,
      noAjv,
      noOuterRing('**/gitlab/**', '**/editor/**', '**/sync/**', '**/view/**', '**/remediation/**'),
    ),
  },
  {
    files: ['src/core/{base,model}/**/*.ts'],
    rules: mayNotImport(
      noVscode,
      noNode,
      noAjv,
      noOuterRing('**/report/**', '**/sync/**', '**/view/**', '**/identity/**'),
    ),
  },
  {
    files: ['src/gitlab/**/*.ts'],
    rules: mayNotImport(
      noVscode,
      noNode,
      noAjv,
      noOuterRing(
        '**/editor/**',
        '**/core/view/**',
        '**/core/report/**',
        '**/core/identity/**',
        '**/core/remediation/**',
        '**/sync/fetch*',
      ),
    ),
  },
  {
    files: ['src/editor/**/*.ts'],
    rules: {
      ...mayNotImport(noAjv, noOuterRing('**/gitlab/**', '**/core/report/**')),
      'no-restricted-globals': ['error', 'fetch'],
    },
  },
  {
    files: ['src/editor/reports/**/*.ts'],
    rules: mayNotImport(noAjv, noOuterRing('**/gitlab/**')),
  },
  {
    files: ['src/editor/**/*.ts'],
    ignores: ['src/editor/notify.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['showInformationMessage', 'showWarningMessage', 'showErrorMessage'].map((property) => ({
          property,
          message: 'VS Code makes links, also to commands, of text in notifications: use notify.ts.',
        })),
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // node:test's describe and it return promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'performance',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'setImmediate',
          'URL',
          'URLSearchParams',
          'Buffer',
          'require',
          'module',
          'exports',
          '__dirname',
          'document',
          'window',
          'acquireVsCodeApi',
          'HTMLElement',
          'fetch',
          'AbortController',
          'AbortSignal',
          'structuredClone',
          'globalThis',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  prettier,
);
