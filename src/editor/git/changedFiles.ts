import type { RunGit } from './runGit.ts';

/** How the saved files of a folder differ from a commit; paths relative to the repository's root. */
export interface FileChanges {
  /** Old paths of files that are not as the commit has them, the renamed and deleted ones among them. */
  readonly changed: ReadonlySet<string>;
  /** From old path to new one. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Compares the saved files with a commit. `undefined` when the commit is not here, so that nothing is known. */
export async function changedFiles(
  root: string,
  commit: string,
  runGit: RunGit,
  signal: AbortSignal,
): Promise<FileChanges | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  try {
    // Whatever a user's configuration hides: a submodule with other code in it is not what was scanned.
    const submodules = '--ignore-submodules=untracked';
    const args = ['diff', '--name-status', '--find-renames', '--no-ext-diff', submodules, '-z', commit, '--'];
    return toChanges(new TextDecoder().decode(await runGit(root, args, signal)));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Entries are `M\0path\0`, or for renames and copies `R087\0old\0new\0`. */
function toChanges(output: string): FileChanges {
  const changed = new Set<string>();
  const renamed = new Map<string, string>();
  const fields = output.split('\0');
  for (let at = 0; at + 1 < fields.length;) {
    const [status = '', path = '', other = ''] = fields.slice(at, at + 3);
    const isPair = /^[RC]/.test(status);
    if (status.startsWith('R')) renamed.set(path, other);
    if (!status.startsWith('C')) changed.add(path);
    at += isPair ? 3 : 2;
  }
  return { changed, renamed };
}
