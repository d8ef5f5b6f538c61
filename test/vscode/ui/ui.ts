import type { Page } from 'playwright-core';
import type { Server } from '../editor/server.ts';
import { workbenchUrl } from '../editor/workbench.ts';
import { comesTrue } from '../comesTrue.ts';
import { Driver } from './driver.ts';
import type { HostBridge, HostFunction } from './hostBridge.ts';
import { Steps } from './steps.ts';

interface UiParts {
  readonly page: Page;
  readonly name: string;
  readonly folder: string;
  readonly server: Server;
  readonly bridge: HostBridge;
  readonly stop: () => Promise<void>;
}

/** A window under test: a user's hands and eyes, the walk through it in steps, and a way into its extension host. */
export class Ui extends Driver {
  /** What is open in the window. */
  readonly folder: string;
  readonly server: Server;
  readonly steps: Steps;
  readonly #bridge: HostBridge;
  readonly #stop: () => Promise<void>;

  constructor({ page, name, folder, server, bridge, stop }: UiParts) {
    super(page);
    page.setDefaultTimeout(15_000);
    this.folder = folder;
    this.server = server;
    this.steps = new Steps(name, (file) => this.takePicture(file));
    this.#bridge = bridge;
    this.#stop = stop;
  }

  /** A step of the walk: counted, timed, pictured. After a failed one, what it left open is closed. */
  async step(name: string, step: () => Promise<unknown>): Promise<void> {
    const passed = await this.steps.run(name, step);
    if (!passed) await this.page.keyboard.press('Escape').catch(() => undefined);
  }

  /**
   * Runs a function in the extension host. It is sent as text: it sees `vscode` and its arguments, nothing else, and
   * arguments and result travel as JSON.
   */
  host<Args extends readonly unknown[], Result>(
    hostFunction: HostFunction<Args, Result>,
    ...args: Args
  ): Promise<Result> {
    return this.#bridge.run(hostFunction, args);
  }

  /** The extension host's process id. */
  async hostProcess(): Promise<number> {
    return (await this.#bridge.connected()).process;
  }

  async takePicture(file: string): Promise<void> {
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  /** Reloads the window, which starts a new extension host. */
  async reload(): Promise<void> {
    const before = await this.hostProcess();
    await this.page.reload({ waitUntil: 'commit' });
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    await comesTrue('a new extension host', async () => (await this.hostProcess()) !== before, 30_000);
  }

  /** Another window of the same user on another folder, without a way into its extension host; closed with this one. */
  async beside(folder: string): Promise<Driver> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(workbenchUrl(this.server, { folder }), { waitUntil: 'commit' });
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    return new Driver(page);
  }

  /** Closes the window, its server and, unless it was given, its browser. */
  stop(): Promise<void> {
    return this.#stop();
  }
}
