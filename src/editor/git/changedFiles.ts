import type { RunGit } from './runGit.ts';

/**
 * Paths, relative to the repository's root, whose saved text differs from what the commit has. `undefined` when the
 * commit is not here, so that nothing is known.
 */
export async function changedFiles(
  root: string,
  commit: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  try {
    const output = await runGit(
      root,
      ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', commit, '--'],
      signal,
    );
    return new Set(
      new TextDecoder()
        .decode(output)
        .split('\0')
        .filter((path) => path !== ''),
    );
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
