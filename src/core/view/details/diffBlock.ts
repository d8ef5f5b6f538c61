import { inDigits } from '../../base/inDigits.ts';
import { shorten, visible } from '../plainText.ts';
import { count } from '../words.ts';
import type { Block, DiffLine } from './model.ts';

const maxEncoded = 512 * 1024;
const maxLines = 500;
const maxLineLength = 400;

/** The diff of a remediation, to be looked at; where it cannot be, why. */
export function diffBlock(encoded: string, label: string): Block {
  if (encoded.length > maxEncoded)
    return note(
      `${label}. Its diff is too large to be shown (${inDigits(Math.round(encoded.length / 1024))} kB).`,
    );
  const text = decode(encoded);
  if (text === undefined) return note(`${label}. Its diff cannot be read: it is not text in base64.`);
  const lines = visible(text).replace(/\n$/, '').split('\n');
  if (lines.length === 1 && lines[0]?.trim() === '') return note(`${label}. Its diff is empty.`);
  const shown = linesOf(lines.slice(0, maxLines));
  const more = lines.length - maxLines;
  return {
    kind: 'diff',
    label,
    lines: more > 0 ? [...shown, { kind: 'file', text: `… ${count(more, 'more line')} not shown` }] : shown,
  };
}

function note(text: string): Block {
  return { kind: 'paragraph', muted: true, inlines: [{ kind: 'text', text }] };
}

function decode(encoded: string): string | undefined {
  try {
    const binary = atob(encoded);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Inside a hunk a line starting with `---` is a removed one, so its announced lengths are counted down. */
function linesOf(lines: readonly string[]): readonly DiffLine[] {
  let oldLines = 0;
  let newLines = 0;
  return lines.map((line): DiffLine => {
    const text = shorten(line, maxLineLength);
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      oldLines = Number(hunk[1] ?? 1);
      newLines = Number(hunk[2] ?? 1);
      return { kind: 'hunk', text };
    }
    if (line.startsWith('\\') || (oldLines <= 0 && newLines <= 0)) return { kind: 'file', text };
    if (line.startsWith('+')) {
      newLines -= 1;
      return { kind: 'added', text };
    }
    oldLines -= 1;
    if (line.startsWith('-')) return { kind: 'removed', text };
    newLines -= 1;
    return { kind: 'context', text };
  });
}
