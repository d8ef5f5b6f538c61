import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { holdsToken, issuedTokens } from '../../gitlab/http/tokenWatch.ts';

/**
 * Files below a folder that hold a token of a test GitLab: logs, caches, the workspace's storage, crash reports, and what
 * was never meant to be written.
 */
export function tokenTraces(folder: string, tokens: readonly string[] = issuedTokens()): readonly string[] {
  if (tokens.length === 0) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const text = textOf(file);
      return tokens.some((token) => holdsToken(text, token));
    })
    .map((file) => relative(folder, file));
}

/** One sign per byte, and what is compressed in it besides; names of files are text, too. */
function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    const start = bytes.indexOf(Buffer.from([0x1f, 0x8b]));
    return [file, bytes.toString('latin1'), start < 0 ? '' : inflated(bytes.subarray(start))].join('\n');
  } catch {
    // Gone meanwhile.
    return file;
  }
}

function inflated(bytes: Uint8Array): string {
  try {
    return gunzipSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}
