import type { Said } from './stretch.ts';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, Said>;
  readonly children: readonly XmlElement[];
  /** Its own text, when it has one and no child before it. */
  readonly said?: Said;
}

interface Draft {
  readonly name: string;
  readonly attributes: Map<string, Said>;
  readonly children: Draft[];
  said?: Said;
}

const tagName = /[^\s/>]+/y;
const attribute = /\s*([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/dy;

/**
 * Reads the elements, attributes and texts of an XML file with places, as far as they make sense. The small libraries that
 * tell where an element is do not tell where an attribute is, which is where NuGet writes its versions, and they refuse a file
 * in which one tag is open.
 */
export function readXml(text: string): XmlElement {
  const root: Draft = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    const top = open.at(-1) ?? root;
    if (start < 0) return root;
    const inside = text.slice(at, start);
    const said = inside.trim();
    if (said !== '' && top.children.length === 0 && top.said === undefined) {
      const from = at + inside.indexOf(said);
      top.said = { text: said, start: from, end: from + said.length };
    }
    const [opening, closing] = special.find(([each]) => text.startsWith(each, start)) ?? ['<', undefined];
    if (closing !== undefined) {
      const end = text.indexOf(closing, start + opening.length);
      if (end < 0) return root;
      if (opening === '</' && open.length > 1) open.pop();
      at = end + closing.length;
      continue;
    }
    tagName.lastIndex = start + 1;
    const qualified = tagName.exec(text)?.[0] ?? '';
    const name = qualified.slice(qualified.indexOf(':') + 1);
    const element: Draft = { name, attributes: new Map(), children: [] };
    at = start + 1 + qualified.length;
    attribute.lastIndex = at;
    for (let found = attribute.exec(text); found; found = attribute.exec(text)) {
      at = attribute.lastIndex;
      const [from, to] = found.indices?.[2] ?? found.indices?.[3] ?? [at, at];
      element.attributes.set(found[1] ?? '', { text: text.slice(from, to), start: from, end: to });
    }
    const end = text.indexOf('>', at);
    if (end < 0) return root;
    top.children.push(element);
    if (text[end - 1] !== '/') open.push(element);
    at = end + 1;
  }
}

/** What is no element, and how it ends. */
const special: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
  ['</', '>'],
];

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** What the first child of this name says. */
export function childSaid(element: XmlElement, name: string): Said | undefined {
  return element.children.find((child) => child.name === name)?.said;
}

/** The element itself and all below it, in the order they are written. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    for (const child of next.children.toReversed()) waiting.push(child);
  }
}
