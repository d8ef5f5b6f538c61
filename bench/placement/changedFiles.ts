import type { CommitPair } from './commitPairs.ts';
import type { GitRepository } from './gitRepository.ts';

/** A file that is not the same in both commits. */
export interface ChangedFile {
  readonly path: string;
  readonly blob: string;
  /** Where git's rename detection finds it again, as it does for the editor. */
  readonly now: { readonly path: string; readonly blob: string };
}

/**
 * Ordinary files that were changed or renamed. Of a deleted file there is nothing to ask; submodules and symbolic links have
 * no lines.
 */
export async function changedFiles(
  repository: GitRepository,
  { from, to }: CommitPair,
): Promise<readonly ChangedFile[]> {
  const options = ['--raw', '-z', '--find-renames', '--no-abbrev', '--no-ext-diff'];
  const output = await repository.run('diff', ...options, from, to, '--');
  const fields = output?.toString('utf8').split('\0') ?? [];
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length;) {
    const [about = '', path = '', other = ''] = fields.slice(at, at + 3);
    const [modeBefore = '', modeAfter = '', before = '', after = '', status = ''] = about.slice(1).split(' ');
    const isPair = /^[RC]/.test(status);
    at += isPair ? 3 : 2;
    // A path that git has to quote, or that is no UTF-8, is not worth the code to read it.
    if (/^[AC]/.test(status) || /["\\\p{Cc}\uFFFD]/u.test(path + other)) continue;
    if (!isFile(modeBefore) || !isFile(modeAfter)) continue;
    files.push({ path, blob: before, now: { path: isPair ? other : path, blob: after } });
  }
  return files;
}

function isFile(mode: string): boolean {
  return mode.startsWith('100');
}
