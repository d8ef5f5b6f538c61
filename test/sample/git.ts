import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Runs git as if nobody had ever configured it, so that everybody gets the same repository. */
export function git(
  folder: string,
  args: readonly string[],
  input?: string,
  env: Readonly<Record<string, string>> = {},
): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...neutral, ...env },
    ...(input === undefined ? {} : { input }),
  }).trimEnd();
}

const neutral = { GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', GIT_TEMPLATE_DIR: '', LC_ALL: 'C' };
