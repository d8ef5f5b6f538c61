import { eachInTurns } from '../../core/base/turns.ts';
import { ThreadTurns } from '../threadTurns.ts';
import { isTooMuch, type RunGit } from './runGit.ts';

/** Few processes, also for many files; where they give too much, more of them. */
const namesAtOnce = 2000;

/**
 * Reads objects by any name that git knows (`<commit>:<path>`, an id), many of them through one `git cat-file --batch`.
 * What is not here is missing from the answer; anything but a blob has no bytes, and a link is what it leads to.
 */
export async function readBlobs(
  root: string,
  names: readonly string[],
  runGit: RunGit,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const asked = names.filter((name) => !name.includes('\n') && !name.startsWith('-'));
  const blobs = new Map<string, Uint8Array>();
  const waiting: (readonly string[])[] = [];
  for (let start = 0; start < asked.length; start += namesAtOnce)
    waiting.push(asked.slice(start, start + namesAtOnce));
  for (let some = waiting.shift(); some; some = waiting.shift()) {
    try {
      const input = some.map((name) => `${name}\n`).join('');
      const output = await runGit(root, ['cat-file', '--batch', '--follow-symlinks'], signal, input);
      const take = ([name, bytes]: NamedBlob) => blobs.set(name, bytes);
      await eachInTurns(toBlobs(output, some), take, new ThreadTurns(signal));
    } catch (error) {
      signal.throwIfAborted();
      // No repository any more: what is not known is not claimed.
      if (!isTooMuch(error)) break;
      const half = Math.ceil(some.length / 2);
      // A single one that is too much is passed over.
      if (some.length > 1) waiting.unshift(some.slice(0, half), some.slice(half));
    }
  }
  return blobs;
}

type NamedBlob = readonly [name: string, bytes: Uint8Array];

/**
 * Entries come in the order asked: `<oid> blob <size>\n<bytes>\n`, or one line that ends in `missing`, or for a link that
 * leads nowhere a word, the length of what follows, and that.
 */
function* toBlobs(output: Uint8Array, names: readonly string[]): Iterable<NamedBlob> {
  const decoder = new TextDecoder();
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
    if (isObject) yield [name, isBlob ? output.subarray(offset, offset + Number(size)) : new Uint8Array()];
    offset += Number(size) + 1;
  }
}
