import { linesWithEnds, type FileChange, type Hunk } from './fileChange.ts';
import { readHeader } from './readHeader.ts';
import { readHunk } from './readHunk.ts';
import { isRefusal, type DiffFlaw, type Refusal } from './refusal.ts';

const mostFiles = 500;

/**
 * Reads what `git diff` writes, and unified diffs of other tools. As with `git apply` there may be other text around the
 * files, such as a commit's message; but a line of a hunk outside its hunk is refused, where git would pass it over: then
 * the announced lengths are wrong, and what the reader is shown is not what would be done.
 */
export function parseDiff(text: string): readonly FileChange[] | Refusal {
  const lines = linesWithEnds(text);
  const changes: FileChange[] = [];
  let isAfterHunk = false;
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const header = readHeader(lines, at);
    if (header === undefined) {
      if (line.startsWith('@@ -') || (isAfterHunk && isLikeHunk(line))) return malformed('stray', at);
      isAfterHunk &&= line.trim() === '';
      at += 1;
      continue;
    }
    if (isRefusal(header)) return header;
    const read = readHunks(lines, header.end);
    if (isRefusal(read)) return read;
    const change = { ...header.change, hunks: read.hunks };
    const flaw = flawOf(change);
    if (flaw) return malformed(flaw, at);
    if (changes.length === mostFiles) return { reason: 'tooLarge', what: 'files', limit: mostFiles };
    changes.push(change);
    isAfterHunk = read.hunks.length > 0;
    at = read.end;
  }
  return changes.length > 0 ? changes : malformed('noFile', 0);
}

function readHunks(
  lines: readonly string[],
  start: number,
): { readonly hunks: readonly Hunk[]; readonly end: number } | Refusal {
  const hunks: Hunk[] = [];
  let end = start;
  while (lines[end]?.startsWith('@@ -')) {
    const read = readHunk(lines, end);
    if ('flaw' in read) return malformed(read.flaw, read.line);
    hunks.push(read.hunk);
    end = read.end;
  }
  return { hunks, end };
}

function malformed(flaw: DiffFlaw, line: number): Refusal {
  return { reason: 'malformed', flaw, line: line + 1 };
}

/** The signature of a mail that a patch came in is no removed line. */
function isLikeHunk(line: string): boolean {
  return /^[-+ \\]/.test(line) && !/^-- \r?\n?$/.test(line);
}

/** A new file has nothing to compare with, of a deleted one nothing is left, and a file is named because something changes. */
function flawOf({ kind, hunks, executable }: FileChange): DiffFlaw | undefined {
  const signs = hunks.flatMap(({ lines }) => lines.map(({ sign }) => sign));
  if (kind === 'create' && (hunks.length > 1 || signs.some((sign) => sign !== '+'))) return 'counts';
  if (kind === 'delete' && (hunks.length > 1 || signs.some((sign) => sign !== '-'))) return 'counts';
  return kind === 'modify' && hunks.length === 0 && executable === undefined ? 'noChange' : undefined;
}
