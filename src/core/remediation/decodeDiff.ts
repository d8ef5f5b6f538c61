import type { Refusal } from './refusal.ts';

/** Characters of base64; a new lock file of a large project fits in. */
const longest = 4 * 1024 * 1024;

/**
 * The text of a report's diff: UTF-8, else Windows-1252, just as files are read, so that a line of the one can equal a line of
 * the other. A byte order mark is kept, since it may be part of the file's first line.
 */
export function decodeDiff(encoded: string): string | Refusal {
  if (encoded.length > longest) return { reason: 'tooLarge', what: 'diff', limit: longest };
  const bytes = bytesOf(encoded);
  if (!bytes) return { reason: 'base64' };
  if (bytes.includes(0)) return { reason: 'noText' };
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function bytesOf(encoded: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
