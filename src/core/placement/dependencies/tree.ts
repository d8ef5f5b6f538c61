import type { Said, Stretch } from './stretch.ts';

/**
 * What JSON, TOML and YAML have in common, with places: a reader of a dependency file asks for `dependencies` and need not
 * know in which of the three it is written. Maps are Maps, so that a package called `__proto__` is one like any other.
 */
export type TreeNode = MapNode | ListNode | TextNode;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: Map<string, TreeEntry>;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: TreeNode[];
}

/** A text without its quotes, a number, or true, false and null as they are written. */
export interface TextNode extends Said {
  readonly kind: 'text';
}

export interface TreeEntry {
  /** Without its quotes. */
  readonly key: Said;
  readonly value: TreeNode;
}

/** Deeper than any package manager writes; what is nested deeper was made to exhaust us. */
export const deepestNesting = 200;

export const newMap = (): MapNode => ({ kind: 'map', entries: new Map() });
export const newList = (): ListNode => ({ kind: 'list', items: [] });

export function textNode(text: string, { start, end }: Stretch): TextNode {
  return { kind: 'text', text, start, end };
}

/** What is found below a node along these keys. */
export function nodeAt(node: TreeNode | undefined, ...keys: readonly string[]): TreeNode | undefined {
  let found = node;
  for (const key of keys) found = found?.kind === 'map' ? found.entries.get(key)?.value : undefined;
  return found;
}

/** The entries of the map found below a node along these keys, in the order they are written. */
export function entriesAt(node: TreeNode | undefined, ...keys: readonly string[]): readonly TreeEntry[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'map' ? [...found.entries.values()] : [];
}

/** The items of the list found below a node along these keys. */
export function itemsAt(node: TreeNode | undefined, ...keys: readonly string[]): readonly TreeNode[] {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'list' ? found.items : [];
}

/** The text found below a node along these keys. */
export function saidAt(node: TreeNode | undefined, ...keys: readonly string[]): TextNode | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'text' ? found : undefined;
}
