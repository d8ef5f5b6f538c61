import type { RunGit } from './runGit.ts';

/**
 * Reads objects by any name that git knows (`<commit>:<path>`, an id), all of them through one `git cat-file --batch`.
 * What is not here is missing from the answer; anything but a blob has no bytes, and a link is what it leads to.
 */
export async function readBlobs(
  root: string,
  names: readonly string[],
  runGit: RunGit,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const asked = names.filter((name) => !name.includes('\n') && !name.startsWith('-'));
  if (asked.length === 0) return new Map();
  try {
    const input = asked.map((name) => `${name}\n`).join('');
    return toBlobs(await runGit(root, ['cat-file', '--batch', '--follow-symlinks'], signal, input), asked);
  } catch {
    // No repository any more, or more than may be read at once: what is not known is not claimed.
    signal.throwIfAborted();
    return new Map();
  }
}

/**
 * Entries come in the order asked: `<oid> blob <size>\n<bytes>\n`, or one line that ends in `missing`, or for a link that
 * leads nowhere a word, the length of what follows, and that.
 */
function toBlobs(output: Uint8Array, names: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const decoder = new TextDecoder();
  const blobs = new Map<string, Uint8Array>();
  let offset = 0;
  for (const name of names) {
    const end = output.indexOf(0x0a, offset);
    if (end < 0) break;
    const header = decoder.decode(output.subarray(offset, end));
    offset = end + 1;
    const size = /^(?:[0-9a-f]+ \w+|symlink|dangling|loop|notdir) (\d+)$/.exec(header)?.[1];
    if (size === undefined) continue;
    const isObject = /^[0-9a-f]+ \w+ /.test(header);
    const isBlob = header.includes(' blob ');
    if (isObject) blobs.set(name, isBlob ? output.subarray(offset, offset + Number(size)) : new Uint8Array());
    offset += Number(size) + 1;
  }
  return blobs;
}
