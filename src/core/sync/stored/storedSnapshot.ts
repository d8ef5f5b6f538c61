import { joinChunks } from '../../base/joinChunks.ts';
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
    content: await digestOf(encode(lines.join('\n'))),
    bytes: async () => {
      const packed = await through(
        new CompressionStream('gzip'),
        encode([JSON.stringify(label), ...lines].join('\n')),
        mostBytes,
      );
      return joinChunks([encode(`${title}${await digestOf(packed)}\n`), packed]);
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
    const inflated = await through(new DecompressionStream('gzip'), packed, mostBytes);
    const [label = '', ...lines] = new TextDecoder('utf-8', { fatal: true }).decode(inflated).split('\n');
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

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  limit: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // What goes wrong is told by the reading side as well.
  void writer.write(Uint8Array.from(bytes)).catch(() => undefined);
  void writer.close().catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinChunks(chunks);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Error('too large');
    }
    chunks.push(value);
  }
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function encode(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}
