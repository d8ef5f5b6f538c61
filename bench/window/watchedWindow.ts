import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startUi, type UiOptions } from '../../test/vscode/ui/startUi.ts';
import type { Ui } from '../../test/vscode/ui/ui.ts';
import type { Held, WatchDriver, Watched } from './watchDriver.ts';

/** A window with the packaged extension, and with one beside it that takes the time of the thread that both run on. */
export class WatchedWindow {
  readonly ui: Ui;
  /** Times VS Code itself called the extension host unresponsive. */
  unresponsive = 0;
  readonly #folder: string;

  /** Call `WatchedWindow.open()` instead. */
  constructor(ui: Ui, folder: string) {
    this.ui = ui;
    this.#folder = folder;
    ui.page.on('console', (message) => {
      if (/unresponsive/i.test(message.text())) this.unresponsive += 1;
    });
  }

  static async open(options: UiOptions): Promise<WatchedWindow> {
    const folder = mkdtempSync(join(tmpdir(), 'watched-'));
    const ui = await startUi({
      ...options,
      packages: ['dist/gitlab-security-findings.vsix'],
      extensions: [await driverIn(join(folder, 'driver'))],
      // Looking for ports keeps the same thread busy for longer than we do.
      settings: { 'remote.autoForwardPorts': false, ...options.settings },
    });
    return new WatchedWindow(ui, folder);
  }

  /** Watches until what was begun has come to its end and nothing is left to do. With BENCH_PROFILE=FOLDER a CPU profile is left there. */
  async watch(what: string, act: (ui: Ui) => Promise<unknown>): Promise<Watched> {
    const folder = process.env['BENCH_PROFILE'];
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const profile = folder === undefined ? '' : join(folder, `${what.replaceAll(/\W+/g, '-')}.cpuprofile`);
    await this.ui.host(async (vscode, file) => {
      const extension = vscode.extensions.getExtension<WatchDriver>('bench.watch');
      if (!extension) throw new Error('the driver is not installed');
      await (await extension.activate()).begin(file);
    }, profile);
    await act(this.ui);
    const watched = await this.ui.host(async (vscode) => {
      const driver = vscode.extensions.getExtension<WatchDriver>('bench.watch')?.exports;
      await driver?.untilCalm();
      return driver?.end();
    });
    if (!watched) throw new Error('the driver is not there any more');
    if (process.env['BENCH_VERBOSE']) console.error(JSON.stringify({ what, ...watched }));
    await this.ui.takePicture(this.#pictureOf(what));
    return watched;
  }

  async held(): Promise<Held> {
    const held = await this.ui.host(async (vscode) => {
      const driver = await vscode.extensions.getExtension<WatchDriver>('bench.watch')?.activate();
      await driver?.untilCalm();
      return driver?.held();
    });
    if (!held) throw new Error('the driver is not there');
    return held;
  }

  async close(): Promise<void> {
    await this.ui.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #pictureOf(what: string): string {
    const folder = join('test-results', 'bench');
    mkdirSync(folder, { recursive: true });
    return join(folder, `${what.replaceAll(/\W+/g, '-')}.png`);
  }
}

async function driverIn(folder: string): Promise<string> {
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
  const engines = { vscode: '^1.96.0' };
  const manifest = { name: 'watch', publisher: 'bench', version: '1.0.0', main: 'driver.cjs', engines };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
