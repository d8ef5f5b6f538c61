import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { folded } from '../../../core/remediation/checkPaths.ts';
import type { PathFlaw, Refusal } from '../../../core/remediation/refusal.ts';

/**
 * Whether these paths below a repository's folder are where they seem to be: in a folder of the workspace, behind no link,
 * ordinary files or nothing yet, and outside whatever git keeps. Their spelling has been checked before.
 *
 * @param folders of the workspace
 */
export async function checkOnDisk(
  root: string,
  folders: readonly string[],
  paths: readonly string[],
): Promise<Refusal | undefined> {
  // The repository itself may well have been opened through a link: that was the user's choice.
  const realRoot = await realpath(root);
  const realFolders = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  for (const path of paths) {
    const flaw = await flawOf(realRoot, realFolders, path);
    if (flaw) return { reason: 'path', path, flaw };
  }
  return undefined;
}

async function flawOf(
  root: string,
  folders: readonly (string | undefined)[],
  path: string,
): Promise<PathFlaw | undefined> {
  const parts = path.split('/');
  const inside = (folder: string | undefined) =>
    folder !== undefined &&
    join(root, ...parts).startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
  if (!folders.some(inside)) return 'outside';
  let deepest = root;
  for (const [index, part] of parts.entries()) {
    const at = join(deepest, part);
    const stats = await statsOf(at);
    if (!stats) break;
    if (stats.isSymbolicLink()) return 'link';
    const isLast = index === parts.length - 1;
    if (isLast ? !stats.isFile() : !stats.isDirectory()) return 'special';
    deepest = at;
    if (!isLast && (await isGitStore(at))) return 'git';
  }
  // What Windows calls a junction need not look like a link; the system knows where it leads.
  return folded(await realpath(deepest)) === folded(deepest) ? undefined : 'link';
}

/** A repository's insides may have any name: `git init --separate-git-dir`, or a bare repository among the files. */
async function isGitStore(folder: string): Promise<boolean> {
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => statsOf(join(folder, name))));
  return parts.every((stats) => stats !== undefined);
}

/** `undefined` for what is not there; anything else that goes wrong is an error. */
async function statsOf(path: string): Promise<Awaited<ReturnType<typeof lstat>> | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
