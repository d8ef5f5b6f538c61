import type { Said } from './stretch.ts';
import {
  deepestNesting,
  newList,
  newMap,
  textNode,
  type ListNode,
  type MapNode,
  type TreeNode,
} from './tree.ts';
import { readFlow, takeQuoted } from './readYamlFlow.ts';

const blank = /[ \t]*/y;
/** Tags and anchors before a value; aliases and `<<` are texts like any other. */
const properties = /(?:[!&][^\s,[\]{}]*[ \t]*)*/y;

/** A key or a dash whose value may stand on the deeper lines below it. */
interface Waiting {
  readonly indent: number;
  readonly isKey: boolean;
  readonly put: (value: TreeNode) => void;
}

/**
 * Reads the documents of a YAML file with places, line by line. Templates and other lines it does not understand are passed
 * over, which no library does; the one that tells places would also double the extension. Texts over several lines are empty
 * here: no version and no image is written so.
 */
export function readYaml(text: string): readonly TreeNode[] {
  const documents: TreeNode[] = [];
  const atDocument: Waiting = { indent: -1, isKey: false, put: (value) => documents.push(value) };
  let waiting: Waiting | undefined = atDocument;
  let levels: { readonly indent: number; readonly node: MapNode | ListNode }[] = [];
  let at = 0;

  const levelAt = <T extends MapNode | ListNode>(indent: number, kind: T['kind'], make: () => T) => {
    const isBelow =
      waiting && (indent > waiting.indent || (indent === waiting.indent && waiting.isKey && kind === 'list'));
    if (waiting && isBelow) {
      const node = make();
      waiting.put(node);
      levels.push({ indent, node });
    }
    waiting = undefined;
    for (;;) {
      const top = levels.at(-1);
      if (!top || top.indent < indent) return undefined;
      if (top.indent === indent && top.node.kind === kind) return top.node as T;
      levels.pop();
    }
  };

  while (at < text.length) {
    const lineStart = at;
    const newline = text.indexOf('\n', at);
    const nextLine = newline < 0 ? text.length : newline + 1;
    const line = text.slice(lineStart, nextLine).trimEnd();
    const lineEnd = lineStart + line.length;
    at = nextLine;
    let column = line.search(/[^ ]/);
    if (column < 0 || line[column] === '#' || line.startsWith('%') || line.startsWith('{{', column)) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      levels = [];
      waiting = atDocument;
      continue;
    }
    for (let depth = 0; column < line.length && depth < deepestNesting; depth += 1) {
      if (line[column] === '-' && (column + 1 === line.length || /\s/.test(line[column + 1] ?? ''))) {
        const list = levelAt(column, 'list', newList);
        if (!list) break;
        waiting = { indent: column, isKey: false, put: (value) => list.items.push(value) };
        column = afterBlank(line, column + 1);
        if (line[column] === '#') break;
        if (keyIn(line, column)) continue;
        if (line[column] === '-' && /^-(?:\s|$)/.test(line.slice(column, column + 2))) continue;
      } else {
        const key = keyIn(line, column);
        if (key) {
          const map = levelAt(column, 'map', newMap);
          if (!map) break;
          const said: Said = { text: key.text, start: lineStart + key.start, end: lineStart + key.end };
          const put = (value: TreeNode) => map.entries.set(said.text, { key: said, value });
          put(textNode('', { start: said.end, end: said.end }));
          waiting = { indent: column, isKey: true, put };
          column = afterBlank(line, key.after);
        }
      }
      properties.lastIndex = column;
      column += properties.exec(line)?.[0].length ?? 0;
      const first = line[column];
      if (first === undefined || first === '#') break;
      if (!waiting || waiting.indent >= column) break;
      const { put, indent } = waiting;
      if (first === '|' || first === '>') at = afterDeeper(text, nextLine, indent);
      else {
        const start = lineStart + column;
        const { value, end } = valueAt(text, start, lineEnd);
        put(value);
        if (end > lineEnd) at = afterLine(text, end);
      }
      waiting = undefined;
      break;
    }
  }
  return documents;
}

function valueAt(text: string, start: number, lineEnd: number): { value: TreeNode; end: number } {
  const first = text[start];
  if (first === '"' || first === "'") return takeQuoted(text, start);
  if ((first === '{' || first === '[') && text[start + 1] !== '{')
    return readFlow(text, start, deepestNesting);
  const line = text.slice(start, lineEnd);
  const comment = line.search(/[ \t]#/);
  const said = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { value: textNode(said, { start, end: start + said.length }), end: start + said.length };
}

/** The key that begins here: a text before a colon that a space or the line's end follows. */
function keyIn(line: string, from: number) {
  const first = line[from];
  if (first === undefined || /[#[\]{},|>@`]/.test(first)) return undefined;
  if (first === '"' || first === "'") {
    const { value, end } = takeQuoted(line, from);
    const colon = afterBlank(line, end);
    return line[colon] === ':'
      ? { text: value.text, start: value.start, end: value.end, after: colon + 1 }
      : undefined;
  }
  for (let colon = line.indexOf(':', from); colon >= 0; colon = line.indexOf(':', colon + 1)) {
    if (colon + 1 < line.length && !/\s/.test(line[colon + 1] ?? '')) continue;
    const text = line.slice(from, colon).trimEnd();
    return /\s#/.test(text) ? undefined : { text, start: from, end: from + text.length, after: colon + 1 };
  }
  return undefined;
}

function afterBlank(line: string, from: number): number {
  blank.lastIndex = from;
  return from + (blank.exec(line)?.[0].length ?? 0);
}

function afterLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

/** Where the lines end that are empty or deeper than this. */
function afterDeeper(text: string, from: number, indent: number): number {
  let at = from;
  while (at < text.length) {
    let first = at;
    while (text[first] === ' ') first += 1;
    const isEmpty = first >= text.length || text[first] === '\n' || text[first] === '\r';
    if (!isEmpty && first - at <= indent) return at;
    at = afterLine(text, first);
  }
  return at;
}
