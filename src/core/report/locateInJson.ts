import { createScanner, type JSONScanner } from 'jsonc-parser';

/** One-based; columns count UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

export interface JsonLocations {
  /** Where the value of each pointer found begins. */
  readonly positions: ReadonlyMap<string, TextPosition>;
  /** Where the text stops being JSON; at its very end when something is missing there. */
  readonly error?: TextPosition & { readonly atEnd: boolean };
}

/** The kinds of token that jsonc-parser's scanner gives, which it declares as a const enum. */
const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  number: 11,
  lineBreak: 14,
  blank: 15,
  end: 17,
};

/** Its errors of tokens, and its token, that the end of the text explains. */
const unfinished = { string: 2, number: 3, keyword: 16 };

/** A wanted pointer, or the way to one. */
interface Wanted {
  readonly pointer?: string;
  readonly children: Map<string, Wanted>;
}

interface Container {
  readonly isArray: boolean;
  readonly wanted: Wanted | undefined;
  key: string;
  index: number;
  expecting: 'key' | 'firstKey' | 'colon' | 'value' | 'firstValue' | 'commaOrEnd';
}

/**
 * Finds the positions of RFC 6901 pointers in one pass over the text, without recursion, and stops once it has them all.
 * Without pointers it finds the first place that is not JSON.
 */
export function locateInJson(text: string, pointers: readonly string[]): JsonLocations {
  const root = wantedOf(pointers);
  const positions = new Map<string, TextPosition>();
  const missing = new Set(pointers);
  const scanner = createScanner(text);
  const stack: Container[] = [];
  let hasRoot = false;
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === token.lineBreak || kind === token.blank) continue;
    const top = stack.at(-1);
    const here = positionOf(scanner);
    const isEnd = kind === token.end;
    const fails = () => ({
      positions,
      error: isEnd || isCutOff(scanner, text) ? { ...endOf(text), atEnd: true } : { ...here, atEnd: false },
    });
    if (isEnd && hasRoot && !top) return { positions };
    if (isEnd || (scanner.getTokenError() as number) !== 0 || (!top && hasRoot)) return fails();

    if (top?.expecting === 'commaOrEnd') {
      if (kind === token.comma) {
        top.index += 1;
        top.expecting = top.isArray ? 'value' : 'key';
      } else if (kind === (top.isArray ? token.closeBracket : token.closeBrace)) stack.pop();
      else return fails();
      continue;
    }
    if (top?.expecting === 'colon') {
      if (kind !== token.colon) return fails();
      top.expecting = 'value';
      continue;
    }
    if (top?.expecting === 'firstKey' && kind === token.closeBrace) {
      stack.pop();
      continue;
    }
    if (top?.expecting === 'firstValue' && kind === token.closeBracket) {
      stack.pop();
      continue;
    }
    if (top?.expecting === 'key' || top?.expecting === 'firstKey') {
      if (kind !== token.string) return fails();
      if (top.wanted) top.key = scanner.getTokenValue();
      top.expecting = 'colon';
      continue;
    }

    const wanted = top ? top.wanted?.children.get(top.isArray ? `${top.index}` : top.key) : root;
    if (wanted?.pointer !== undefined) {
      positions.set(wanted.pointer, here);
      missing.delete(wanted.pointer);
      if (missing.size === 0) return { positions };
    }
    hasRoot = true;
    if (top) top.expecting = 'commaOrEnd';
    if (kind === token.openBrace)
      stack.push({ isArray: false, wanted, key: '', index: 0, expecting: 'firstKey' });
    else if (kind === token.openBracket)
      stack.push({ isArray: true, wanted, key: '', index: 0, expecting: 'firstValue' });
    else if (!(kind >= 7 && kind <= token.number)) return fails();
  }
}

function wantedOf(pointers: readonly string[]): Wanted {
  const root: { pointer?: string; children: Map<string, Wanted> } = { children: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const part of pointer.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const child = node.children.get(key) ?? { children: new Map<string, Wanted>() };
      node.children.set(key, child);
      node = child;
    }
    node.pointer = pointer;
  }
  return root;
}

function positionOf(scanner: JSONScanner): TextPosition {
  return { line: scanner.getTokenStartLine() + 1, column: scanner.getTokenStartCharacter() + 1 };
}

/** A string without its closing quote, or part of a number or keyword, with nothing after it. */
function isCutOff(scanner: JSONScanner, text: string): boolean {
  const token: number = scanner.getToken();
  const error: number = scanner.getTokenError();
  const isUnfinished =
    error === unfinished.string || error === unfinished.number || token === unfinished.keyword;
  return isUnfinished && scanner.getTokenOffset() + scanner.getTokenLength() >= text.trimEnd().length;
}

function endOf(text: string): TextPosition {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line += 1;
  return { line, column: text.length - text.lastIndexOf('\n') };
}
