import type { RunGit } from './runGit.ts';

/** All paths that a commit has, or for want of it those that git follows now. */
export function listFiles(
  root: string,
  commit: string | undefined,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const tree = ['ls-tree', '-r', '-z', '--name-only', '--full-tree'];
  return list(root, commit === undefined ? ['ls-files', '-z'] : [...tree, commit], runGit, signal);
}

/** Paths on disk that git neither follows nor ignores. */
export function listUntracked(root: string, runGit: RunGit, signal: AbortSignal): Promise<readonly string[]> {
  return list(root, ['ls-files', '-z', '--others', '--exclude-standard'], runGit, signal);
}

async function list(
  root: string,
  args: readonly string[],
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly string[]> {
  try {
    const output = new TextDecoder().decode(await runGit(root, args, signal));
    return output.split('\0').filter((path) => path !== '');
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
