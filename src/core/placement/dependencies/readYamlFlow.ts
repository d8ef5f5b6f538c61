import { newList, newMap, textNode, type TextNode, type TreeNode } from './tree.ts';

const white = /\s*/y;
const toComma = /[^,\]}\r\n]*/y;
const toColon = /[^,\]}\r\n:]*(?::[^\s,\]}][^,\]}\r\n:]*)*/y;

interface Taken<T extends TreeNode> {
  readonly value: T;
  readonly end: number;
}

/** Reads a quoted text; without its closing quote it is all the rest. */
export function takeQuoted(text: string, start: number): Taken<TextNode> {
  const quote = text[start];
  let end = start + 1;
  while (end < text.length && (text[end] !== quote || (quote === "'" && text[end + 1] === quote)))
    end += text[end] === quote || (quote === '"' && text[end] === '\\') ? 2 : 1;
  end = Math.min(end, text.length);
  return { value: textNode(text.slice(start + 1, end), { start: start + 1, end }), end: end + 1 };
}

/** Reads `{ a: b }` and `[a, b]` of YAML, over as many lines as they take. */
export function readFlow(text: string, start: number, nesting: number): Taken<TreeNode> {
  let at = start;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0].trimEnd() ?? '';
    const taken = { start: at, end: at + found.length, text: found };
    at = Math.max(at, pattern.lastIndex);
    return taken;
  };
  const takeText = (pattern: RegExp): TextNode => {
    if (text[at] === '"' || text[at] === "'") {
      const quoted = takeQuoted(text, at);
      at = quoted.end;
      return quoted.value;
    }
    const said = take(pattern);
    return textNode(said.text, said);
  };
  const takeValue = (depth: number): TreeNode => {
    const opening = text[at];
    if ((opening !== '[' && opening !== '{') || depth <= 0) return takeText(toComma);
    const node = opening === '[' ? newList() : newMap();
    at += 1;
    for (;;) {
      take(white);
      const before = at;
      if (at >= text.length || text[at] === ']' || text[at] === '}') break;
      if (node.kind === 'list') node.items.push(takeValue(depth - 1));
      else {
        const key = takeText(toColon);
        take(white);
        const isPair = text[at] === ':';
        if (isPair) at += 1;
        take(white);
        const value = isPair ? takeValue(depth - 1) : textNode('', { start: key.end, end: key.end });
        node.entries.set(key.text, { key, value });
      }
      take(white);
      if (text[at] === ',') at += 1;
      if (at === before) break;
    }
    if (text[at] === ']' || text[at] === '}') at += 1;
    return node;
  };
  return { value: takeValue(nesting), end: at };
}
