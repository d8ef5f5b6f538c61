import type { RunGit } from './runGit.ts';

/** How many commits the checked out one is ahead of another; `undefined` where that one is no ancestor, or not here. */
export async function commitsSince(
  root: string,
  commit: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  try {
    const args = ['rev-list', '--count', '--left-right', `${commit}...HEAD`];
    const [behind, ahead] = new TextDecoder()
      .decode(await runGit(root, args, signal))
      .trim()
      .split('\t');
    return behind === '0' ? Number(ahead) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
