import type { Position } from './discussion.ts';
import type { GitRepository } from './gitRepository.ts';

/**
 * Whether a position is on a line of a file that the merge request changes. GitLab unfolds the diff around it, so an
 * unchanged line far from any change will do, but it needs both numbers; a changed line has but one.
 */
export function isOnDiff(repository: GitRepository, position: Position): boolean {
  const { baseSha, headSha, oldPath, newPath, oldLine, newLine } = position;
  if (repository.commit(baseSha) === undefined || repository.commit(headSha) === undefined) return false;
  const paths = [...new Set([oldPath, newPath])];
  const diff = repository.run([
    '--literal-pathspecs',
    '-c',
    'core.quotePath=false',
    'diff',
    '--no-ext-diff',
    '--find-renames',
    '--unified=1000000',
    baseSha,
    headSha,
    '--',
    ...paths,
  ]);
  const files = diff.split(/^diff --git .*\n/m).slice(1);
  const file = files.find((one) => isOf(one, oldPath, newPath));
  return file !== undefined && pairsOf(file).has(pair(oldLine, newLine));
}

/** New and deleted files have one path; GitLab takes the same for the other. */
function isOf(file: string, oldPath: string, newPath: string): boolean {
  const from = /^--- a\/(.+?)\t?$/m.exec(file)?.[1];
  const to = /^\+\+\+ b\/(.+?)\t?$/m.exec(file)?.[1];
  return (from ?? to) === oldPath && (to ?? from) === newPath;
}

function pairsOf(file: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  let [old, fresh] = [0, 0];
  for (const line of file.split('\n').slice(file.split('\n').findIndex((one) => one.startsWith('@@ ')))) {
    if (line.startsWith('@@ ')) {
      const [, from = '1', to = '1'] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line) ?? [];
      [old, fresh] = [Number(from), Number(to)];
    } else if (line.startsWith('+')) pairs.add(pair(undefined, fresh++));
    else if (line.startsWith('-')) pairs.add(pair(old++, undefined));
    else if (line.startsWith(' ')) pairs.add(pair(old++, fresh++));
  }
  return pairs;
}

function pair(old: number | undefined, fresh: number | undefined): string {
  return `${old ?? ''}:${fresh ?? ''}`;
}
