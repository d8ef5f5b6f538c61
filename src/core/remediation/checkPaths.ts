import type { FileChange } from './fileChange.ts';
import type { PathFlaw, Refusal } from './refusal.ts';

const longestPath = 4096;
const longestName = 255;

/**
 * The paths that a diff touches, if every one of them is a plain path below the repository's root on any system, and each is
 * touched by one file of the diff only. Whether a folder on the way is a link to somewhere else only a file system knows:
 * that is to be asked for every one of them before anything is written.
 */
export function checkPaths(changes: readonly FileChange[]): readonly string[] | Refusal {
  const paths = new Map<string, string>();
  for (const { kind, from, to } of changes) {
    for (const path of [from, to]) {
      const flaw = flawOf(path);
      if (flaw) return { reason: 'path', path, flaw };
    }
    // What is copied is only read.
    const written = kind === 'copy' || folded(from) === folded(to) ? [to] : [from, to];
    for (const path of written) {
      if (paths.has(folded(path))) return { reason: 'twice', path };
      paths.set(folded(path), path);
    }
  }
  const nested = pathInside(paths.values());
  if (nested !== undefined) return { reason: 'twice', path: nested };
  return [...new Set(changes.flatMap(({ from, to }) => [from, to]))];
}

/** The first path that would have to be below another one, which is a file. */
export function pathInside(paths: Iterable<string>): string | undefined {
  const all = [...paths];
  const known = new Set(all.map(folded));
  return all.find((path) => {
    const parts = folded(path).split('/');
    return parts.some((_, length) => length > 0 && known.has(parts.slice(0, length).join('/')));
  });
}

/** Equal for paths that some file system takes for the same. */
export function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function flawOf(path: string): PathFlaw | undefined {
  if (path === '') return 'empty';
  if (path.length > longestPath) return 'long';
  if (/[\p{Cc}\p{Cs}\ufffd]/u.test(path)) return 'control';
  if (/^(?:[/\\]|[a-z]:)/i.test(path)) return 'absolute';
  const parts = path.split(/[/\\]/);
  if (parts.includes('..') || parts.includes('.')) return 'parent';
  if (parts.some(isGitFolder)) return 'git';
  if (path.includes('\\')) return 'backslash';
  if (parts.includes('')) return 'empty';
  if (path.includes(':')) return 'stream';
  if (parts.some(isDevice)) return 'device';
  if (parts.some((part) => /[. ]$/.test(part))) return 'trailing';
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return 'invisible';
  return parts.some((part) => part.length > longestName) ? 'long' : undefined;
}

/**
 * `.git` in whatever way a file system may read it: Windows passes over dots and spaces at the end and what stands behind
 * a colon, and knows it as `git~1`; macOS passes over invisible characters; both over the case of letters.
 */
function isGitFolder(part: string): boolean {
  const seen = part
    .normalize('NFKD')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .toUpperCase();
  return /^(?:\.GIT|GIT~\d+)[. ]*(?::|$)/.test(seen);
}

/** Names that Windows takes for devices, whatever stands behind a dot. */
function isDevice(part: string): boolean {
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(?:\.|$)/i.test(part);
}
