import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A bare repository in a temporary folder, filled through a clone beside it. */
export class MadeRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'gitlab-test-'));
  readonly bare = join(this.folder, 'bare.git');
  readonly clone = join(this.folder, 'clone');

  constructor() {
    this.#run(this.folder, ['init', '--quiet', '--bare', '--initial-branch=main', this.bare]);
    this.#run(this.folder, ['clone', '--quiet', this.bare, this.clone]);
    this.#run(this.clone, ['checkout', '--quiet', '-B', 'main']);
  }

  /** Writes files on a branch, made where the clone is now if need be; commits, pushes, and gives the sha. */
  commit(branch: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    const isKnown = this.#run(this.clone, ['branch', '--list', branch]) !== '';
    if (isKnown) this.#run(this.clone, ['checkout', '--quiet', branch]);
    else this.#run(this.clone, ['checkout', '--quiet', '-B', branch]);
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.clone, path)), { recursive: true });
      writeFileSync(join(this.clone, path), content);
    }
    this.#run(this.clone, ['add', '--all']);
    this.#run(this.clone, ['commit', '--quiet', '--allow-empty', '-m', `Change ${branch}`]);
    this.#run(this.clone, ['push', '--quiet', 'origin', branch]);
    return this.#run(this.clone, ['rev-parse', 'HEAD']);
  }

  /** Makes this a copy of another repository, checked out at its main branch. */
  take(other: string): void {
    this.#run(this.clone, ['fetch', '--quiet', other, '+refs/heads/*:refs/remotes/other/*']);
    this.#run(this.clone, ['reset', '--quiet', '--hard', 'refs/remotes/other/main']);
    this.#run(this.clone, ['push', '--quiet', '--force', 'origin', 'HEAD:main']);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #run(folder: string, args: readonly string[]): string {
    const who = ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com'];
    return execFileSync('git', [...who, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  }
}
