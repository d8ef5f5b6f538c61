import { joinChunks } from '../core/base/joinChunks.ts';
import { passThrough } from '../core/base/passThrough.ts';
import type { Turns } from '../core/base/turns.ts';

/** A file in a zip archive, as its directory has it. */
export interface ArchivedFile {
  readonly name: string;
  /** What it says its size is. */
  readonly size: number;
  /** Throws when the archive is damaged, and stops as soon as there is more than the size it claims. */
  readonly read: (turns: Turns) => Promise<Uint8Array>;
}

const marks = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 };

/**
 * Lists what is in a zip archive (PKWARE's APPNOTE.TXT, 4.3). Nothing is inflated before it is read, and then by the
 * platform, off the thread: an archive comes from whoever can change the pipeline, and its directory may lie.
 */
export function listArchive(archive: Uint8Array): readonly ArchivedFile[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: ArchivedFile[] = [];
  const { start, end } = findDirectory(view);
  for (let at = start; at < end;) {
    if (view.getUint32(at, true) !== marks.entry) throw new Error('no directory entry');
    const nameLength = view.getUint16(at + 28, true);
    const size = view.getUint32(at + 24, true);
    const entry = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
      size,
    };
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    files.push({ name, size, read: (turns) => inflate(archive, view, entry, turns) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

/** The directory lies at the end, before a comment of at most 64 KiB; one of very many files is told elsewhere. */
function findDirectory(view: DataView): { readonly start: number; readonly end: number } {
  let at = view.byteLength - 22;
  const last = Math.max(0, at - 0xffff);
  while (at >= last && view.getUint32(at, true) !== marks.end) at--;
  if (at < last) throw new Error('no directory');
  const offset = view.getUint32(at + 16, true);
  if (offset !== 0xffffffff) return { start: offset, end: offset + view.getUint32(at + 12, true) };
  if (view.getUint32(at - 20, true) !== marks.locator64) throw new Error('no directory');
  const at64 = Number(view.getBigUint64(at - 12, true));
  if (view.getUint32(at64, true) !== marks.end64) throw new Error('no directory');
  const start = Number(view.getBigUint64(at64 + 48, true));
  return { start, end: start + Number(view.getBigUint64(at64 + 40, true)) };
}

interface Entry {
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
  readonly size: number;
}

async function inflate(archive: Uint8Array, view: DataView, entry: Entry, turns: Turns): Promise<Uint8Array> {
  const { flags, method, packed, offset, size } = entry;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = archive.subarray(start, start + packed);
  if (data.length < packed || flags % 2 === 1) throw new Error('cut or encrypted');
  if (method === 0 && packed === size) return data;
  if (method !== 8) throw new Error('unknown method');
  const chunks: Uint8Array[] = [];
  let sum = 0;
  for await (const chunk of passThrough(new DecompressionStream('deflate-raw'), [data])) {
    sum += chunk.length;
    if (sum > size) throw new Error('more than was said');
    chunks.push(chunk);
  }
  if (sum < size) throw new Error('less than was said');
  return joinChunks(chunks, turns);
}
