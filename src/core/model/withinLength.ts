import { utf8ToBytes } from '@noble/hashes/utils.js';
import { digest } from '../base/digest.ts';

/** Far above what GitLab takes of a name (255), and of a solution (7,000); of a description nobody reads its million. */
const longest = { name: 2000, text: 50_000 };

/** A name or a title: what stands in one line. */
export function nameWithin(text: string): string {
  return within(text, longest.name);
}

/** A description, a solution: what has paragraphs. */
export function textWithin(text: string): string {
  return within(text, longest.text);
}

/** How long a text was before it was cut here, if it was. */
export function fullLength(text: string): number {
  return Number(/… \(cut from (\d{1,15}) characters, [0-9a-f]{16}\)$/.exec(text)?.[1] ?? text.length);
}

/** What is no text although it should be is left to whoever checks it. */
function within(text: string, length: number): string {
  return typeof text === 'string' && text.length > length ? cut(text, length) : text;
}

/**
 * Says that something was cut, and of what: findings are told apart by their names, and two that differ only behind the
 * cut stay two.
 */
function cut(text: string, length: number): string {
  const mark = digest(text).slice(0, 16);
  // Half of a character of two units is none.
  const start = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
  return ownCopy(`${start}… (cut from ${text.length} characters, ${mark})`);
}

/** A part of a text keeps the whole of it in memory. */
function ownCopy(text: string): string {
  return new TextDecoder().decode(utf8ToBytes(text));
}
