import { chmod, stat } from 'node:fs/promises';

/**
 * Whoever may read a file may then run it, or nobody may, as git does it.
 *
 * @returns whether it is so now: a file may be gone, or somebody else's
 */
export async function setMode(path: string, executable: boolean): Promise<boolean> {
  try {
    const { mode } = await stat(path);
    await chmod(path, executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111);
    return true;
  } catch {
    return false;
  }
}
