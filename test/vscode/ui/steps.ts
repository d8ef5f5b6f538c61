import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectFolder } from '../editor/installed.ts';

/** Counts the steps of a walk through the window and keeps a picture of what each of them led to. */
export class Steps {
  readonly #folder: string;
  readonly #takePicture: (file: string) => Promise<void>;
  #passed = 0;
  #failed = 0;

  /** Pictures go to test-results/ui/NAME, where those of an earlier walk are removed. */
  constructor(name: string, takePicture: (file: string) => Promise<void>) {
    this.#folder = join(projectFolder, 'test-results/ui', name);
    this.#takePicture = takePicture;
    mkdirSync(this.#folder, { recursive: true });
    for (const file of readdirSync(this.#folder)) if (file.endsWith('.png')) rmSync(join(this.#folder, file));
  }

  get passed(): number {
    return this.#passed;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Runs one step and says how it went. A failed one is counted, not thrown: the next may still tell something. */
  async run(name: string, step: () => Promise<unknown>): Promise<boolean> {
    const started = performance.now();
    const error = await step().then(
      () => undefined,
      (reason: unknown) => reason ?? new Error('failed for no reason'),
    );
    const duration = `${Math.round(performance.now() - started)} ms`;
    if (error === undefined) {
      this.#passed++;
      console.log(`ok   ${name} (${duration})`);
    } else {
      this.#failed++;
      console.log(`FAIL ${name} (${duration})\n${indented(error)}`);
    }
    await this.#keepPicture(error === undefined ? name : `${name} FAILED`);
    return error === undefined;
  }

  async #keepPicture(name: string): Promise<void> {
    const number = String(this.#passed + this.#failed).padStart(2, '0');
    const file = join(this.#folder, `${number}-${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`);
    await this.#takePicture(file).catch((error: unknown) => {
      console.log(`     no picture: ${String(error).split('\n')[0]}`);
    });
  }
}

function indented(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return stripVTControlCharacters(text)
    .split('\n')
    .slice(0, 12)
    .map((line) => `     ${line}`)
    .join('\n');
}
