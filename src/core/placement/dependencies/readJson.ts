import { createScanner } from 'jsonc-parser';
import type { Said } from './stretch.ts';
import { newList, newMap, textNode, type ListNode, type MapNode, type TreeNode } from './tree.ts';

/** The kinds of token that jsonc-parser's scanner gives, which it declares as a const enum. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, comma: 5, string: 10, end: 17 };

/** Its error of a text that ends without its quote. */
const unclosed = 2;

/**
 * Reads JSON with places, without recursion, and as much of it as there is: a lock file that is being merged or was cut off
 * still names most packages. jsonc-parser's own tree is built by recursion, which a hostile file exhausts.
 */
export function readJson(text: string): TreeNode | undefined {
  const scanner = createScanner(text, true);
  const open: { readonly node: MapNode | ListNode; key: Said | undefined }[] = [];
  let root: TreeNode | undefined;
  const place = (node: TreeNode) => {
    const top = open.at(-1);
    root ??= node;
    if (top?.node.kind === 'list') top.node.items.push(node);
    else if (top?.key) top.node.entries.set(top.key.text, { key: top.key, value: node });
    if (top) top.key = undefined;
    if (node.kind !== 'text') open.push({ node, key: undefined });
  };
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === token.end) return root;
    const top = open.at(-1);
    if (kind === token.openBrace) place(newMap());
    else if (kind === token.openBracket) place(newList());
    else if (kind === token.closeBrace || kind === token.closeBracket) open.pop();
    else if (kind === token.comma && top) top.key = undefined;
    else if (kind >= 7 && kind <= 11) {
      const opening = kind === token.string ? 1 : 0;
      const closing = opening === 1 && (scanner.getTokenError() as number) !== unclosed ? 1 : 0;
      const start = scanner.getTokenOffset() + opening;
      const end = scanner.getTokenOffset() + scanner.getTokenLength() - closing;
      const said = textNode(scanner.getTokenValue(), { start, end });
      if (top?.node.kind === 'map' && !top.key) top.key = said;
      else place(said);
    }
  }
}
