import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startUi, type UiOptions } from '../../test/vscode/ui/startUi.ts';
import type { Ui } from '../../test/vscode/ui/ui.ts';
import { buildDriver } from './buildDriver.ts';
import type { MadeTimer } from './ownTimers.ts';
import { ownTime, sharesOf, type CpuProfile } from './shares.ts';
import type { Held, WatchDriver } from './watchDriver.ts';

/** For how many milliseconds the thread was taken at a stretch. */
export interface Taken {
  /** By us. */
  readonly ours: number;
  /** By everything on it: VS Code, its other extensions, and the collector of garbage. */
  readonly all: number;
}

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
      extensions: [
        await buildDriver(join(folder, 'driver'), 'watch', { driver: 'bench/window/watchDriver.ts' }),
      ],
      // Looking for ports keeps the same thread busy for longer than we do.
      settings: { 'remote.autoForwardPorts': false, ...options.settings },
    });
    return new WatchedWindow(ui, folder);
  }

  /** Watches until what was begun has come to its end and nothing is left to do. With BENCH_PROFILE=FOLDER the CPU profiles are kept there. */
  async watch(what: string, act: (ui: Ui) => Promise<unknown>): Promise<Taken> {
    const folder = process.env['BENCH_PROFILE'] ?? this.#folder;
    mkdirSync(folder, { recursive: true });
    const profile = join(folder, `${what.replaceAll(/\W+/g, '-')}.cpuprofile`);
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
    const text = readFileSync(profile, 'utf8');
    const { long, milliseconds, longest } = watched;
    const shares = sharesOf(long, milliseconds, JSON.parse(text) as CpuProfile, ourFiles);
    if (process.env['BENCH_VERBOSE'])
      console.error(
        JSON.stringify({
          what,
          ...watched,
          long: long.map((turn, index) => ({ ...turn, ...shares[index] })),
        }),
      );
    await this.ui.takePicture(this.#pictureOf(what));
    return { ours: Math.max(0, ...shares.map(({ ours }) => ours)), all: longest };
  }

  /** Lets the window alone. Gives how much of the thread's time was ours, as a part of all, and the timers that we set meanwhile. */
  async rest(milliseconds: number): Promise<{ share: number; timers: readonly MadeTimer[] }> {
    const profile = join(this.#folder, 'rest.cpuprofile');
    await this.ui.host(
      async (vscode, file, files) => {
        const driver = await vscode.extensions.getExtension<WatchDriver>('bench.watch')?.activate();
        await driver?.untilCalm();
        await driver?.rest(file, files);
      },
      profile,
      ourFiles,
    );
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const timers = await this.ui.host((vscode) =>
      vscode.extensions.getExtension<WatchDriver>('bench.watch')?.exports.rested(),
    );
    const { ours, all } = ownTime(JSON.parse(readFileSync(profile, 'utf8')) as CpuProfile, ourFiles);
    return { share: ours / all, timers: timers ?? [] };
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

const ourFiles = 'gitlab-security-findings';
