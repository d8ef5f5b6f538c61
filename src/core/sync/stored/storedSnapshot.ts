import { joinChunks } from '../../base/joinChunks.ts';
import { passThrough } from '../../base/passThrough.ts';
import { oneTurn } from '../../base/turns.ts';
import type { ReadySnapshot } from '../../model/snapshot.ts';
import { fields, text, whole } from '../../model/shapes/shape.ts';
import { readSnapshotLines, snapshotLines, type Pause, type SnapshotLabel } from './snapshotLines.ts';

/**
 * A snapshot on its way to a file: one line of plain text (what it is, its version, the digest of all that follows), then
 * lines of JSON, compressed. Of another version, damaged or of something else it is no snapshot.
 */
export interface PackedSnapshot {
  /** The same for the same findings, whenever they were fetched. */
  readonly content: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** Raise it whenever what is written changes, or what it means. */
const version = 2;
const title = `gitlab-security-findings snapshot ${version} `;
const digestLength = 64;
const labelShape = fields<SnapshotLabel>({ key: text, fetchedAt: whole });

/** Also the most that a file may come to when it is inflated. */
const mostBytes = 64 * 1024 * 1024;

/** In characters; it takes well below a millisecond. */
const usualPiece = 64 * 1024;

/** `undefined` where a snapshot is too large to be kept. */
export async function packSnapshot(
  snapshot: ReadySnapshot,
  key: string,
  pause: Pause,
): Promise<PackedSnapshot | undefined> {
  const lines = await snapshotLines(snapshot, pause);
  if (!lines) return undefined;
  const label: SnapshotLabel = { key, fetchedAt: snapshot.fetchedAt };
  return {
    content: await digestOfLines(lines, pause),
    bytes: async () => {
      const pieces = inPieces([JSON.stringify(label), ...lines], pause);
      const packed = await collect(passThrough(new CompressionStream('gzip'), pieces));
      return joinChunks([encode(`${title}${await digestOf(packed)}\n`), packed], oneTurn);
    },
  };
}

/** Never throws: what was not written by `packSnapshot` under the same key is `undefined`. */
export async function unpackSnapshot(
  bytes: Uint8Array,
  key: string,
  pause: Pause,
): Promise<ReadySnapshot | undefined> {
  try {
    const start = title.length + digestLength + 1;
    const head = new TextDecoder().decode(bytes.subarray(0, start));
    const packed = bytes.subarray(start);
    if (head !== `${title}${await digestOf(packed)}\n`) return undefined;
    const [label = '', ...lines] = await inflateLines(packed, pause);
    const told: unknown = JSON.parse(label);
    return labelShape(told) && told.key === key
      ? await readSnapshotLines(lines, told.fetchedAt, pause)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Under which a repository's branch is kept: another remote, project or instance is another key. */
export async function snapshotKey(parts: readonly string[]): Promise<string> {
  return digestOf(encode(JSON.stringify(parts)));
}

/** As bytes, so many characters at a time: to translate them takes the thread. */
async function* inPieces(lines: readonly string[], pause: Pause): AsyncGenerator<Uint8Array> {
  let piece = '';
  for (const [index, line] of lines.entries()) {
    piece += index === 0 ? line : `\n${line}`;
    if (piece.length < usualPiece) continue;
    yield encode(piece);
    piece = '';
    await pause();
  }
  yield encode(piece);
}

/** Of the digests of its pieces: the platform takes no bytes one after the other. */
async function digestOfLines(lines: readonly string[], pause: Pause): Promise<string> {
  let digests = '';
  for await (const piece of inPieces(lines, pause)) digests += await digestOf(piece);
  return digestOf(encode(digests));
}

async function inflateLines(packed: Uint8Array, pause: Pause): Promise<readonly string[]> {
  const lines: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let last = '';
  for await (const piece of passThrough(new DecompressionStream('gzip'), [packed])) {
    size += piece.length;
    if (size > mostBytes) throw new Error('too large');
    const [first = '', ...others] = decoder.decode(piece, { stream: true }).split('\n');
    last += first;
    for (const line of others) {
      lines.push(last);
      last = line;
    }
    await pause();
  }
  lines.push(last + decoder.decode());
  return lines;
}

/** What is compressed is short enough for one turn. */
async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return joinChunks(chunks, oneTurn);
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encode(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}
