import { execFileSync } from 'node:child_process';

/** Runs git; its output without the line break at the end. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** A developer's clone: what git knows comes from the bare repository, the remote says the address on GitLab. */
export function cloneOf(bare: string, folder: string, remote: string, branch = 'main'): string {
  git('/', 'clone', '--quiet', '--branch', branch, bare, folder);
  git(folder, 'remote', 'set-url', 'origin', remote);
  git(folder, 'config', 'user.name', 'Dana');
  git(folder, 'config', 'user.email', 'dana@example.com');
  return folder;
}
