import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startUi } from '../test/vscode/ui/startUi.ts';
import type { Ui } from '../test/vscode/ui/ui.ts';
import { atMost, type Measurement } from './measurement.ts';
import { makeScale, type SceneSize } from './scale/scene.ts';
import type { WatchDriver, Watched } from './window/watchDriver.ts';

const size: SceneSize = {
  files: 5000,
  findings: Number(process.env['BENCH_FINDINGS'] ?? 100_000),
  jobs: 10,
  everyNew: 20,
};
const limit = 16;

/**
 * The packaged extension in a window with very many findings: for how long the extension host's thread belongs to it at a
 * stretch, from the first request to the last problem, and whatever is done then. With BENCH_PROFILE=FOLDER each part leaves a CPU
 * profile there.
 */
export async function benchScale(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scale-'));
  const scene = await makeScale(size);
  try {
    const driver = await watchDriverIn(join(folder, 'driver'));
    const ui = await startUi({
      name: 'scale',
      folder: scene.folder,
      packages: ['dist/gitlab-security-findings.vsix'],
      extensions: [driver],
      env: { GITLAB_TOKEN: scene.token, GITLAB_HOST: scene.gitlab.url },
      settings: { 'remote.autoForwardPorts': false, 'gitlabSecurity.notifyNewFindings': false },
    });
    const measured: Measurement[] = [];
    const part = async (what: string, act: () => Promise<unknown>) => {
      const watched = await watch(ui, what, act);
      if (process.env['BENCH_VERBOSE']) console.error(JSON.stringify({ what, ...watched }));
      measured.push(atMost(`longest stretch with 100,000 findings: ${what}`, watched.longest, 'ms', limit));
    };
    try {
      const counts = /\d+ new · \d+ existing/;
      await part('from the start to the last problem', () =>
        ui.statusItem(counts).waitFor({ timeout: 300_000 }),
      );
      await part('a refresh with nothing changed', () =>
        ui.host(async (vscode) => vscode.commands.executeCommand('gitlabSecurity.refresh')),
      );
      return measured;
    } finally {
      await ui.stop();
    }
  } finally {
    await scene.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function watch(ui: Ui, what: string, act: () => Promise<unknown>): Promise<Watched> {
  const folder = process.env['BENCH_PROFILE'];
  const profile = folder === undefined ? undefined : join(folder, `${what.replaceAll(' ', '-')}.cpuprofile`);
  await ui.host(async (vscode, file) => {
    const extension = vscode.extensions.getExtension<WatchDriver>('bench.watch');
    if (!extension) throw new Error('the driver is not installed');
    await (await extension.activate()).begin(file);
  }, profile);
  await act();
  return ui.host(async (vscode) => {
    const driver = vscode.extensions.getExtension<WatchDriver>('bench.watch');
    if (!driver) throw new Error('the driver is not installed');
    await driver.exports.untilCalm();
    return driver.exports.end();
  });
}

async function watchDriverIn(folder: string): Promise<string> {
  await build({
    entryPoints: { driver: 'bench/window/watchDriver.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const manifest = {
    name: 'watch',
    publisher: 'bench',
    version: '1.0.0',
    main: 'driver.cjs',
    engines: { vscode: '^1.96.0' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
