import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The code that is measured, as an extension with the views and settings of ours. */
export async function driverIn(folder: string): Promise<string> {
  await build({
    entryPoints: { driver: 'bench/placement/hostDriver.ts', textWork: 'src/editor/placements/textWork.ts' },
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
  const { engines, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    unknown
  >;
  const manifest = {
    name: 'driver',
    publisher: 'bench',
    version: '1.0.0',
    main: 'driver.cjs',
    engines,
    contributes,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
