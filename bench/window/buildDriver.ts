import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Makes an extension of code that is to run in the extension host, as `bench.NAME`.
 *
 * @param entryPoints by the name of the file they become; `driver` is the extension's own
 * @param more what its manifest says besides
 */
export async function buildDriver(
  folder: string,
  name: string,
  entryPoints: Readonly<Record<string, string>>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    external: ['vscode'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  const engines = { vscode: '^1.96.0' };
  const manifest = { name, publisher: 'bench', version: '1.0.0', main: 'driver.cjs', engines, ...more };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
