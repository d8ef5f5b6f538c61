import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { createSample, type Sample, type SampleOptions } from '../../sample/createSample.ts';
import { packageFile } from '../../demo/editor.ts';
import type { SetUp, SuiteSetup } from '../../vscode/suites/setup.ts';
import { startUi, type UiOptions } from '../../vscode/ui/startUi.ts';
import type { Ui } from '../../vscode/ui/ui.ts';

/** A walk through one or several windows, as a user takes it. */
export type Journey = (stage: Stage) => Promise<void>;

/** What a journey plays on: windows with the packaged extension, samples to open in them, and the count of its steps. */
export class Stage {
  readonly version: string;
  readonly #journey: string;
  readonly #browser: Browser;
  readonly #windows: Ui[] = [];
  readonly #samples: Sample[] = [];
  readonly #setups: Pick<SuiteSetup, 'dispose'>[] = [];

  constructor(version: string, journey: string, browser: Browser) {
    this.version = version;
    this.#journey = journey;
    this.#browser = browser;
  }

  /** Opens a window; its pictures go to a folder of this name below the journey's. */
  async open(name: string, options: UiOptions = {}): Promise<Ui> {
    const ui = await startUi({
      version: this.version,
      name: `${this.#journey}/${name}`,
      packages: [packageFile],
      browser: this.#browser,
      viewport: { width: 1280, height: 800 },
      ...options,
      settings: { 'workbench.colorTheme': 'Default Dark Modern', ...options.settings },
    });
    this.#windows.push(ui);
    return ui;
  }

  async sample(options: SampleOptions = {}): Promise<Sample> {
    const sample = await createSample(options);
    this.#samples.push(sample);
    return sample;
  }

  /** What suites in the extension host open. */
  async setUp(setUp: SetUp): Promise<SuiteSetup> {
    const temporaryFolder = realpathSync(mkdtempSync(join(tmpdir(), 'journey-')));
    const setup = await setUp({ temporaryFolder });
    this.#setups.push({
      dispose: async () => {
        await setup.dispose();
        rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 3 });
      },
    });
    return setup;
  }

  get passed(): number {
    return this.#windows.reduce((sum, { steps }) => sum + steps.passed, 0);
  }

  get failed(): number {
    return this.#windows.reduce((sum, { steps }) => sum + steps.failed, 0);
  }

  /** Closes all that was opened. Fails if GitLab was asked for something it does not have. */
  async clear(): Promise<void> {
    const closed = await Promise.allSettled(this.#windows.map((ui) => ui.stop()));
    const disposed = await Promise.allSettled(
      [...this.#samples, ...this.#setups].map((each) => each.dispose()),
    );
    const failed = [...closed, ...disposed].find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }
}
