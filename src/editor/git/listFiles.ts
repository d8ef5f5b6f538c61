import type { RunGit } from './runGit.ts';

/** All paths that a commit has, or for want of it those that git follows now. */
export async function listFiles(
  root: string,
  commit: string | undefined,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const args =
    commit === undefined ? ['ls-files', '-z'] : ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit];
  try {
    const output = new TextDecoder().decode(await runGit(root, args, signal));
    return output.split('\0').filter((path) => path !== '');
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
