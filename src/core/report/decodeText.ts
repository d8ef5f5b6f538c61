import type { ReportProblem } from '../model/report.ts';

/** What bytes say as text, and what was wrong with them. */
export interface DecodedText {
  readonly text: string;
  readonly problem?: ReportProblem;
}

/**
 * Decodes UTF-8, or UTF-16 where a byte order mark or the zero bytes around the first bracket tell (PowerShell's `>`
 * writes it). Bytes that are not UTF-8 become U+FFFD and are reported, since text may have been lost.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const name = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16';
    return {
      text,
      problem: { message: `The file contains bytes that are not ${name}; they are shown as �.` },
    };
  }
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isBracket(first) && second === 0) return 'utf-16le';
  if (first === 0 && isBracket(second)) return 'utf-16be';
  return 'utf-8';
}

function isBracket(byte: number | undefined): boolean {
  return byte === 0x7b || byte === 0x5b;
}
