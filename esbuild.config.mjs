// Bundles the extension: node esbuild.config.mjs [--watch] [--metafile]
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build, context } from 'esbuild';

/**
 * What is imported dynamically is a file of its own, read when it is first needed: VS Code waits while the first one is
 * compiled. `textWork` is also what a thread is started with. Shared code stands in both; none of it has state.
 */
const lazy = [
  'src/core/report/parseReport.ts',
  'src/editor/placements/repositoryPlaces.ts',
  'src/editor/settling/settlingHandlers.ts',
  'src/gitlab/writes/gitLabWriter.ts',
  'src/editor/placements/textWork.ts',
  'src/core/sync/stored/storedSnapshot.ts',
];

/** @type {import('esbuild').Plugin} */
const lazyFiles = {
  name: 'lazy files',
  setup: ({ onResolve }) => {
    onResolve({ filter: /\.ts$/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined;
      const entry = lazy.find((each) => basename(each) === basename(path));
      if (!entry) return { errors: [{ text: `${path} is imported dynamically, but not listed as lazy` }] };
      return { path: `./${basename(path, '.ts')}.cjs`, external: true };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: ['src/extension.ts', ...lazy],
  outdir: 'dist',
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The extension host of the oldest VS Code that engines.vscode names.
  target: 'node20',
  // An import() becomes a require(), which finds `vscode` in every VS Code.
  supported: { 'dynamic-import': false },
  minify: true,
  sourcemap: process.argv.includes('--watch') ? 'linked' : false,
  external: ['vscode'],
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  plugins: [lazyFiles],
  logLevel: 'info',
};

// The package takes all bundles there are: one that is no longer made must not be among them.
const made = [...(existsSync('dist') ? readdirSync('dist') : [])].filter((file) => file.endsWith('.cjs'));
const kept = ['src/extension.ts', ...lazy].map((entry) => `${basename(entry, '.ts')}.cjs`);
for (const file of made) if (!kept.includes(file)) rmSync(`dist/${file}`);

if (process.argv.includes('--watch')) await (await context(options)).watch();
else {
  const { metafile } = await build({ ...options, logLevel: 'warning' });
  if (process.argv.includes('--metafile')) writeFileSync('dist/metafile.json', JSON.stringify(metafile));
}
