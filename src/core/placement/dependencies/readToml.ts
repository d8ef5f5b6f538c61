import type { Said } from './stretch.ts';
import { deepestNesting, newList, newMap, textNode, type MapNode, type TreeNode } from './tree.ts';

const blank = /[ \t]*/y;
const white = /\s*/y;
const toLineEnd = /[^\n]*/y;
const bareKey = /[^\s=.,[\]{}"'#]+/y;
const bareValue = /[^,\]}\r\n#]*/y;
const quotes = ['"""', "'''", '"', "'"] as const;

/**
 * Reads TOML with places; what it does not understand it passes over to the end of the line. The libraries that tell places
 * are larger than all else here together, and of TOML only tables, texts and lists matter to us.
 */
export function readToml(text: string): MapNode {
  let at = 0;
  const take = (pattern: RegExp): Said => {
    pattern.lastIndex = at;
    const start = at;
    at += pattern.exec(text)?.[0].length ?? 0;
    return { start, end: at, text: text.slice(start, at) };
  };
  const skipLines = () => {
    for (take(white); text[at] === '#'; take(white)) take(toLineEnd);
  };
  const takeString = (): Said | undefined => {
    const quote = quotes.find((each) => text.startsWith(each, at));
    if (quote === undefined) return undefined;
    const start = at + quote.length;
    let end = start;
    while (end < text.length && !text.startsWith(quote, end)) {
      if (quote.length === 1 && text[end] === '\n') break;
      end += quote.startsWith('"') && text[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end, text.length);
    at = text.startsWith(quote, end) ? end + quote.length : end;
    return { start, end, text: text.slice(start, end) };
  };
  const takeKeys = (): readonly Said[] => {
    const keys: Said[] = [];
    do {
      take(blank);
      const key = takeString() ?? take(bareKey);
      if (key.end === key.start && key.start === at) return [];
      keys.push(key);
      take(blank);
    } while (text[at] === '.' && ++at);
    return keys;
  };
  const takeValue = (depth: number): TreeNode => {
    const said = takeString();
    if (said) return textNode(said.text, said);
    const opening = text[at];
    if ((opening !== '[' && opening !== '{') || depth > deepestNesting) {
      const bare = take(bareValue);
      const trimmed = bare.text.trimEnd();
      return textNode(trimmed, { start: bare.start, end: bare.start + trimmed.length });
    }
    at += 1;
    const node = opening === '[' ? newList() : newMap();
    for (;;) {
      skipLines();
      const before = at;
      if (at >= text.length || text[at] === ']' || text[at] === '}') break;
      if (node.kind === 'list') node.items.push(takeValue(depth + 1));
      else takeEntry(node, depth + 1);
      skipLines();
      if (text[at] === ',') at += 1;
      if (at === before) break;
    }
    if (text[at] === ']' || text[at] === '}') at += 1;
    return node;
  };
  const takeEntry = (map: MapNode, depth: number): void => {
    const keys = takeKeys();
    const last = keys.at(-1);
    if (!last || text[at] !== '=') return;
    at += 1;
    take(blank);
    const holder = mapAt(map, keys.slice(0, -1));
    holder.entries.set(last.text, { key: last, value: takeValue(depth) });
  };

  const root = newMap();
  let table = root;
  for (;;) {
    skipLines();
    if (at >= text.length) return root;
    if (text[at] === '[') {
      const isList = text[at + 1] === '[';
      at += isList ? 2 : 1;
      table = openTable(root, takeKeys(), isList);
    } else takeEntry(table, 0);
    take(toLineEnd);
  }
}

function openTable(root: MapNode, keys: readonly Said[], isList: boolean): MapNode {
  const last = keys.at(-1);
  if (!last) return newMap();
  if (!isList) return mapAt(root, keys);
  const holder = mapAt(root, keys.slice(0, -1));
  const known = holder.entries.get(last.text)?.value;
  const list = known?.kind === 'list' ? known : newList();
  if (list !== known) holder.entries.set(last.text, { key: last, value: list });
  const table = newMap();
  list.items.push(table);
  return table;
}

/** The table along these keys, made where it is missing; of a list of tables it is the last one. */
function mapAt(root: MapNode, keys: readonly Said[]): MapNode {
  let map = root;
  for (const key of keys) {
    const known = map.entries.get(key.text)?.value;
    const inside = known?.kind === 'list' ? known.items.at(-1) : known;
    if (inside?.kind === 'map') map = inside;
    else {
      const made = newMap();
      map.entries.set(key.text, { key, value: made });
      map = made;
    }
  }
  return map;
}
