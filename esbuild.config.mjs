// Bundles the extension: node esbuild.config.mjs [--watch] [--metafile]
import { writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The extension host of the oldest VS Code that engines.vscode names.
  target: 'node20',
  minify: true,
  sourcemap: process.argv.includes('--watch') ? 'linked' : false,
  external: ['vscode'],
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'info',
};

if (process.argv.includes('--watch')) await (await context(options)).watch();
else {
  const { metafile } = await build({ ...options, logLevel: 'warning' });
  if (process.argv.includes('--metafile')) writeFileSync('dist/metafile.json', JSON.stringify(metafile));
}
