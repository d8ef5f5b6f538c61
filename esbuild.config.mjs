// Bundles the extension: node esbuild.config.mjs [--watch]
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, context, transform } from 'esbuild';
import { joinChunks } from './scripts/joinChunks.mjs';

const folder = 'dist';
const isWatching = process.argv.includes('--watch');

/** @type {import('esbuild').CommonOptions} */
const common = {
  platform: 'node',
  // The extension host of the oldest VS Code that engines.vscode names.
  target: 'node20',
  minify: true,
  sourcemap: isWatching ? 'inline' : false,
  legalComments: 'none',
};

/** An ES module's import of a CommonJS module copies its hundreds of properties, once for each file of ours. */
const withoutCopies = (text) =>
  text.replaceAll(/import\s*\*\s*as (\w+) from\s*"vscode";/g, 'const $1=require("vscode");');

/**
 * Only ES modules can be split into files that share code, and the extension host of the oldest VS Code takes only CommonJS:
 * each file is translated when it is made. What is no longer made must not be packaged.
 * @type {import('esbuild').Plugin}
 */
const asCommonJs = {
  name: 'as CommonJS',
  setup: ({ onEnd }) => {
    onEnd(async ({ outputFiles, errors }) => {
      if (errors.length > 0) return;
      const translated = await Promise.all(
        outputFiles.map(async ({ path, text }) => {
          // An import() becomes a require(), which finds `vscode` in every VS Code.
          const supported = { 'dynamic-import': false };
          const { code } = await transform(withoutCopies(text), { ...common, format: 'cjs', supported });
          // What names its exports for imports of ES modules, of which there are none.
          return [basename(path), code.replace(/0&&\(module\.exports=\{[^}]*\}\);?\s*$/, '')];
        }),
      );
      const files = new Map(translated);
      // A map of positions belongs to one file.
      if (!isWatching) {
        joinChunks(files, 'extension.cjs', 'startChunks.cjs');
        const window = [...files.keys()].find((name) => name.startsWith('window-'));
        joinChunks(files, window, 'windowChunks.cjs', ['textWork.cjs', 'reportWork.cjs']);
      }
      mkdirSync(folder, { recursive: true });
      for (const file of readdirSync(folder)) if (file.endsWith('.cjs')) rmSync(join(folder, file));
      for (const [name, code] of files) writeFileSync(join(folder, name), code);
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const options = {
  ...common,
  // What is imported dynamically is a file of its own, read when it is first needed. Threads are started with the others.
  entryPoints: ['src/extension.ts', 'src/editor/placements/textWork.ts', 'src/editor/reports/reportWork.ts'],
  outdir: folder,
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  write: false,
  plugins: [asCommonJs],
  logLevel: isWatching ? 'info' : 'warning',
};

if (isWatching) await (await context(options)).watch();
else await build(options);
