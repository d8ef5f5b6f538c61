import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { devNull } from 'node:os';

/** Nobody's settings: the same repository gives the same figures everywhere. */
const neutral = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
};
const slowest = 120_000;

/** Reads a repository; changes nothing in it. */
export class GitRepository {
  readonly #folder: string;
  readonly #blobs: ChildProcessWithoutNullStreams;
  #unread = Buffer.alloc(0);
  #wake: () => void = () => {};
  #isOver = false;

  constructor(folder: string) {
    this.#folder = folder;
    this.#blobs = this.#start(['cat-file', '--batch']);
    this.#blobs.stderr.resume();
    this.#blobs.stdin.on('error', () => {});
    this.#blobs.stdout.on('data', (chunk: Buffer) => {
      this.#unread = Buffer.concat([this.#unread, chunk]);
      this.#wake();
    });
    this.#blobs.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
    this.#blobs.on('error', () => {});
  }

  /** What git prints; `undefined` when it fails or takes minutes. */
  async run(...args: readonly string[]): Promise<Buffer | undefined> {
    const child = this.#start(args);
    child.stdin.end();
    child.stderr.resume();
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => child.kill(), slowest);
    const code = await new Promise((resolve) => {
      child.on('close', resolve);
      child.on('error', resolve);
    });
    clearTimeout(timer);
    return code === 0 ? Buffer.concat(chunks) : undefined;
  }

  /** The bytes of a blob; `undefined` when it is not here, as in a clone that leaves blobs out. One at a time. */
  async blob(id: string): Promise<Buffer | undefined> {
    this.#blobs.stdin.write(`${id}\n`);
    const header = await this.#take(() => this.#unread.indexOf('\n') + 1);
    const size = /^[0-9a-f]+ blob (\d+)\n$/.exec(header?.toString('latin1') ?? '')?.[1];
    if (size === undefined) return undefined;
    const body = await this.#take(() => (this.#unread.length > Number(size) ? Number(size) + 1 : 0));
    return body?.subarray(0, -1);
  }

  close(): void {
    this.#blobs.stdin.end();
  }

  /** Waits until there is a length to take. */
  async #take(length: () => number): Promise<Buffer | undefined> {
    while (length() === 0) {
      if (this.#isOver) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const taken = this.#unread.subarray(0, length());
    this.#unread = this.#unread.subarray(taken.length);
    return taken;
  }

  #start(args: readonly string[]): ChildProcessWithoutNullStreams {
    // What the repository itself sets must not change what is measured.
    const settings = [
      'core.quotePath=false',
      'blame.ignoreRevsFile=',
      'diff.renames=true',
      'core.fsmonitor=false',
    ];
    const given = settings.flatMap((setting) => ['-c', setting]);
    return spawn('git', [...given, ...args], { cwd: this.#folder, env: { ...process.env, ...neutral } });
  }
}
