import { decodeFile } from '../../src/core/placement/decodeFile.ts';
import { splitLines } from '../../src/core/placement/lines.ts';
import { compareTexts, type ComparedTexts } from '../../src/core/placement/placeLines.ts';
import { changedFiles, type ChangedFile } from './changedFiles.ts';
import { buckets, mainLine, pairsApart, type CommitPair, type Distances } from './commitPairs.ts';
import type { GitRepository } from './gitRepository.ts';
import { pick, randomFrom } from './random.ts';
import { traceLines, type Truth } from './truth.ts';

const mostFilesOfPair = 25;
const mostLinesOfFile = 25;
/** Larger files are not compared in the editor either. */
const largestFile = 4_000_000;

/** A file between two commits, and lines of it to ask about. */
export interface Question {
  readonly distances: Distances;
  readonly pair: CommitPair;
  readonly file: ChangedFile;
  readonly texts: ComparedTexts;
  readonly truth: Truth;
  readonly lines: readonly number[];
}

/**
 * Draws commit pairs of every distance, files that differ between them, and lines of those files. A file that did not change
 * is never compared, so asking about it would only flatter the result. Each distance gets its share of the lines; what a
 * short history has too little of goes to the next one.
 */
export async function* sampleLines(
  repository: GitRepository,
  seed: number,
  wanted: number,
): AsyncGenerator<Question> {
  const commits = await mainLine(repository);
  let left = wanted;
  for (const [index, distances] of buckets.entries()) {
    const random = randomFrom(seed + index);
    let share = Math.ceil(left / (buckets.length - index));
    for (const pair of pairsApart(commits, distances, random)) {
      if (share <= 0) break;
      for (const file of pick(await changedFiles(repository, pair), mostFilesOfPair, random)) {
        if (share <= 0) break;
        const texts = await readTexts(repository, file);
        if (!texts) continue;
        const telling = [...texts.before.keys()].filter((line) => isTelling(texts.before[line] ?? ''));
        const lines = pick(telling, Math.min(mostLinesOfFile, share), random);
        const truth = lines.length === 0 ? undefined : await traceLines(repository, pair, file.path);
        if (!truth) continue;
        share -= lines.length;
        left -= lines.length;
        yield { distances, pair, file, texts, truth, lines };
      }
    }
  }
}

/** Lines of brackets and the like are nothing a scanner reports, and one is like the other. */
function isTelling(line: string): boolean {
  return (line.match(/[\p{L}\p{N}_]/gu)?.length ?? 0) >= 3;
}

async function readTexts(
  repository: GitRepository,
  { blob, now }: ChangedFile,
): Promise<ComparedTexts | undefined> {
  const before = await readText(repository, blob);
  const after = await readText(repository, now.blob);
  if (!before || before.hasMark !== after?.hasMark) return undefined;
  return compareTexts(before.lines, after.lines);
}

/** Only what git and the editor see the same lines in. */
async function readText(
  repository: GitRepository,
  id: string,
): Promise<{ readonly lines: readonly string[]; readonly hasMark: boolean } | undefined> {
  const bytes = await repository.blob(id);
  if (!bytes || bytes.length > largestFile) return undefined;
  const text = decodeFile(bytes);
  // What is wide is binary to git; at a carriage return that stands alone only the editor begins a line.
  if (text === undefined || bytes.includes(0) || /\r(?!\n)/.test(text)) return undefined;
  // To git a byte order mark is part of the first line.
  return { lines: splitLines(text), hasMark: bytes[0] === 0xef && bytes[1] === 0xbb };
}
