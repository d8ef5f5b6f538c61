import { fullLength } from '../../model/withinLength.ts';
import { visible } from '../plainText.ts';
import { count } from '../words.ts';
import { inlinesOf } from './inlinesOf.ts';
import type { Block } from './model.ts';
import type { Targets } from './targets.ts';

const maxLength = 30_000;
const maxDepth = 4;

/** Markdown out of reports and servers, reduced to paragraphs, lists, code, emphasis and https links. */
export function richText(text: string, targets: Targets): readonly Block[] {
  const blocks = blocksOf(visible(text.slice(0, maxLength)).split('\n'), targets, 1);
  return text.length > maxLength ? [...blocks, cutNote(text, maxLength)] : blocks;
}

/** Says how much more there is than is shown: also what was cut off before, whose own note is not reached. */
export function cutNote(text: string, shown: number): Block {
  const more = `… ${count(fullLength(text) - shown, 'more character')} not shown.`;
  return { kind: 'paragraph', muted: true, inlines: [{ kind: 'text', text: more }] };
}

const fence = /^\s*(`{3,}|~{3,})/;
const item = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(?=\S)/;
const heading = /^ {0,3}#{1,6}\s+\S/;
const rule = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
/** Lines of markup that is not taken as such; joined to others they could not be read. */
const ownLine = /^\s*(?:[#>|<]|={3,}|-{3,})/;

function blocksOf(lines: readonly string[], targets: Targets, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    const text = joined(paragraph);
    paragraph = [];
    if (text !== '') blocks.push({ kind: 'paragraph', inlines: inlinesOf(text, targets) });
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const open = fence.exec(line)?.[1];
    const marker = rule.test(line) || depth > maxDepth ? undefined : item.exec(line);
    if (open !== undefined) {
      flush();
      const end = endOfFence(lines, at + 1, open);
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (
      marker &&
      (paragraph.length === 0 || !/\d/.test(marker[2] ?? '') || marker[2]?.startsWith('1'))
    ) {
      flush();
      const { block, next } = listAt(lines, at, targets, depth);
      blocks.push(block);
      at = next;
    } else if (paragraph.length === 0 && isIndented(line)) {
      let end = at + 1;
      while (isIndented(lines[end] ?? '')) end += 1;
      blocks.push({
        kind: 'code',
        text: lines
          .slice(at, end)
          .map((text) => text.replace(/^(?: {4}|\t)/, ''))
          .join('\n'),
      });
      at = end;
    } else {
      if (line.trim() === '' || heading.test(line)) flush();
      if (heading.test(line)) blocks.push(headingOf(line, targets));
      else if (line.trim() !== '') paragraph.push(line);
      at += 1;
    }
  }
  flush();
  return blocks;
}

/** Keeps its signs, as everything that is not reduced does, but stands out. */
function headingOf(line: string, targets: Targets): Block {
  return { kind: 'paragraph', inlines: [{ kind: 'strong', inlines: inlinesOf(line.trim(), targets) }] };
}

function listAt(lines: readonly string[], from: number, targets: Targets, depth: number) {
  const first = item.exec(lines[from] ?? '');
  const base = first?.[1]?.length ?? 0;
  const ordered = /\d/.test(first?.[2] ?? '');
  const items: (readonly Block[])[] = [];
  let at = from;
  for (;;) {
    const match = item.exec(lines[at] ?? '');
    if (!match || /\d/.test(match[2] ?? '') !== ordered || (match[1]?.length ?? 0) > base + 1) break;
    if ((match[1]?.length ?? 0) < base) break;
    const width = match[0].length;
    const own = [(lines[at] ?? '').slice(width)];
    at += 1;
    for (let line = lines[at]; line !== undefined; line = lines[at]) {
      const belongs =
        line.trim() === '' ? isContinued(lines, at, base) : indentOf(line) > base + 1 || isLazy(line, own);
      if (!belongs) break;
      own.push(line.slice(Math.min(width, indentOf(line))));
      at += 1;
    }
    items.push(blocksOf(own, targets, depth + 1));
    if (lines[at]?.trim() === '' && item.test(lines[at + 1] ?? '')) at += 1;
  }
  const start = Number.parseInt(first?.[2] ?? '1', 10);
  const block: Block = { kind: 'list', ordered, ...(ordered && start !== 1 && { start }), items };
  return { block, next: at };
}

/** One blank line may part an item from the rest of it. */
function isContinued(lines: readonly string[], at: number, base: number): boolean {
  const next = lines[at + 1] ?? '';
  return next.trim() !== '' && indentOf(next) > base + 1;
}

/** A paragraph goes on without indentation. */
function isLazy(line: string, own: readonly string[]): boolean {
  return own.at(-1)?.trim() !== '' && !item.test(line) && !fence.test(line) && !ownLine.test(line);
}

function endOfFence(lines: readonly string[], from: number, open: string): number {
  let at = from;
  while (at < lines.length && !(lines[at] ?? '').trimStart().startsWith(open)) at += 1;
  return at;
}

function isIndented(line: string): boolean {
  return /^(?: {4}|\t)\s*\S/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Lines of a paragraph flow together, but for those that end in two spaces or are markup we leave alone. */
function joined(lines: readonly string[]): string {
  let text = '';
  let hard = true;
  for (const line of lines) {
    const own = ownLine.test(line);
    text += `${text === '' ? '' : hard || own ? '\n' : ' '}${line.trim()}`;
    hard = own || / {2}$/.test(line);
  }
  return text;
}
