import { build } from 'esbuild';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../editor/installed.ts';
import type { SetUp } from './setup.ts';

const suitesFolder = join(projectFolder, 'test/host');
const bundlesFolder = join(projectFolder, 'dist/test/host');

/** A file of tests that run inside the extension host. */
export interface Suite {
  /** The path below test/host without `.test.ts`. */
  readonly name: string;
  /** What the extension host loads. */
  readonly bundle: string;
  /** NAME.setup.ts, if there is one. */
  readonly setup?: string;
}

export function findSuites(): readonly Suite[] {
  return readdirSync(suitesFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.test.ts'.length).replaceAll('\\', '/'))
    .sort()
    .map((name) => {
      const setup = join(suitesFolder, `${name}.setup.ts`);
      const bundle = join(bundlesFolder, `${name}.cjs`);
      return existsSync(setup) ? { name, bundle, setup } : { name, bundle };
    });
}

/** Makes of each suite the one CommonJS file the extension host can load. */
export async function bundleSuites(suites: readonly Suite[]): Promise<void> {
  await build({
    entryPoints: suites.map(({ name }) => ({ in: join(suitesFolder, `${name}.test.ts`), out: name })),
    outdir: bundlesFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
}

export async function loadSetup({ setup }: Suite): Promise<SetUp | undefined> {
  if (setup === undefined) return undefined;
  const module = (await import(pathToFileURL(setup).href)) as { setup?: unknown };
  if (typeof module.setup !== 'function') throw new Error(`${setup} exports no function setup`);
  return module.setup as SetUp;
}
