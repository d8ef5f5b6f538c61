import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isMap, isScalar, isSeq, parseAllDocuments, type Node } from 'yaml';
import { linePositions } from '../../../../../src/core/placement/dependencies/linePositions.ts';
import { readJson } from '../../../../../src/core/placement/dependencies/readJson.ts';
import { readToml } from '../../../../../src/core/placement/dependencies/readToml.ts';
import { elementsOf, readXml } from '../../../../../src/core/placement/dependencies/readXml.ts';
import { readYaml } from '../../../../../src/core/placement/dependencies/readYaml.ts';
import { nodeAt, saidAt, type TreeNode } from '../../../../../src/core/placement/dependencies/tree.ts';

/** A tree as plain lists, so that `__proto__` stays a key; texts as they stand at their places. */
function shown(node: TreeNode | undefined, text: string): unknown {
  if (!node) return undefined;
  if (node.kind === 'text') return text.slice(node.start, node.end);
  if (node.kind === 'list') return node.items.map((item) => shown(item, text));
  return [...node.entries.values()].map(({ key, value }) => [
    text.slice(key.start, key.end),
    shown(value, text),
  ]);
}

test('JSON is read with the places of its keys and texts', () => {
  const name = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', '@a/b', ''),
    fc.stringMatching(/^[a-z]{1,4}$/),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      name,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc
        .uniqueArray(fc.tuple(name, tie('tree')), { maxLength: 3, selector: ([key]) => key })
        .map((entries) => new Map(entries)),
    ),
  }));
  const write = (value: unknown): string => {
    if (value instanceof Map)
      return `{ ${[...value].map(([key, inside]) => `${JSON.stringify(key)}: ${write(inside)}`).join(',\n')} }`;
    return Array.isArray(value) ? `[${value.map(write).join(', ')}]` : JSON.stringify(value);
  };
  const plain = (value: unknown): unknown => {
    if (value instanceof Map)
      return [...(value as Map<string, unknown>)].map(([key, inside]): unknown => [key, plain(inside)]);
    return Array.isArray(value) ? value.map((item: unknown) => plain(item)) : String(value);
  };
  fc.assert(
    fc.property(tree, (value) => {
      const text = write(value);
      assert.deepEqual(shown(readJson(text), text), plain(value));
    }),
  );
});

test('JSON that was cut off, or is being merged, says what it can', () => {
  const text = '{\n<<<<<<< HEAD\n"a": {"b": "1"},\n=======\n"c": {"d": "2"}\n>>>>>>> main\n, "e": {"f": "3';
  const root = readJson(text);
  assert.equal(saidAt(root, 'a', 'b')?.text, '1');
  assert.equal(saidAt(root, 'c', 'd')?.text, '2');
  assert.ok(nodeAt(root, 'e'));
  for (const nothing of ['', ' ', ':', ',', '}', ']', '}}]]']) assert.equal(readJson(nothing), undefined);
});

test('TOML is read with the places of its keys and texts', () => {
  const text = [
    'top = 1 # a number',
    'date = 1979-05-27T07:32:00Z',
    '"quoted key" = \'C:\\a#b\'',
    'a.b."c.d" = "x\\"y"',
    '[table.inner]',
    'list = ["one", [2, 3], { k = "v", l.m = true },',
    '  # between',
    '  """',
    'four"" ""\\"""", # after',
    ']',
    'next = "n"',
    '[[ items ]]',
    "name = '''a'b'''",
    '[items.sub]',
    'x = "1"',
    '[[items]]',
    'broken',
    'name = "second"',
    'open = "not closed',
    'last = true',
  ].join('\r\n');
  assert.deepEqual(shown(readToml(text), text), [
    ['top', '1'],
    ['date', '1979-05-27T07:32:00Z'],
    ['quoted key', 'C:\\a#b'],
    ['a', [['b', [['c.d', 'x\\"y']]]]],
    [
      'table',
      [
        [
          'inner',
          [
            [
              'list',
              [
                'one',
                ['2', '3'],
                [
                  ['k', 'v'],
                  ['l', [['m', 'true']]],
                ],
                '\r\nfour"" ""\\"',
              ],
            ],
            ['next', 'n'],
          ],
        ],
      ],
    ],
    [
      'items',
      [
        [
          ['name', "a'b"],
          ['sub', [['x', '1']]],
        ],
        [
          ['name', 'second'],
          ['open', 'not closed\r'],
          ['last', 'true'],
        ],
      ],
    ],
  ]);
});

test('YAML is read as the library of that name reads it, with its places', () => {
  const plain = fc
    .stringMatching(/^[a-z][a-z0-9./@~^-]{0,6}$/)
    .filter((text) => !/^(?:null|true|false|y|n)$/.test(text));
  const key = fc.oneof(
    plain,
    plain.map((text) => `"${text}"`),
    plain.map((text) => `'@x/${text}'`),
  );
  const scalar = fc.oneof(
    plain,
    plain.map((text) => `"${text}: #x"`),
    plain.map((text) => `'${text}, [y]'`),
    plain.map((text) => `${text}:5000/x # said`),
    plain.map((text) => `{ ${text}: '1', K: [a, "b"] }`),
    plain.map((text) => `[${text}, { a: b }]`),
    plain.map((text) => `&anchor ${text}`),
    plain.map((text) => `${text} and more`),
    fc.constant(''),
  );
  interface Block {
    readonly kind: 'map' | 'list';
    readonly entries: readonly (readonly [string, string | Block])[];
  }
  const { block } = fc.letrec<{ block: Block }>((tie) => ({
    block: fc.record({
      kind: fc.constantFrom('map', 'list'),
      entries: fc.uniqueArray(fc.tuple(key, fc.oneof({ depthSize: 'small' }, scalar, tie('block'))), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name.replace(/["']/g, ''),
      }),
    }),
  }));
  const write = ({ kind, entries }: Block, indent: string): string =>
    entries
      .map(([name, value]) => {
        const lead = kind === 'map' ? `${indent}${name}:` : `${indent}-`;
        if (typeof value === 'string') return `${lead} ${value}\n`;
        const inside = write(value, `${indent}  `);
        // Half of what a list holds begins beside its dash, as people write it.
        return kind === 'list' && name.length % 2 === 0 && !inside.trimStart().startsWith('#')
          ? `${lead} ${inside.trimStart()}`
          : `${lead}\n${inside}`;
      })
      .join('');
  const shownNode = (node: unknown, text: string): unknown => {
    if (isMap(node))
      return node.items.map((pair) => [shownNode(pair.key, text), shownNode(pair.value, text)]);
    if (isSeq(node)) return node.items.map((item) => shownNode(item, text)).filter((item) => item !== '');
    if (!isScalar(node)) return '';
    const [start = 0, end = 0] = (node as Node).range ?? [];
    const quotes = /^["']/.test(text.slice(start, end)) ? 1 : 0;
    return text.slice(start + quotes, end - quotes);
  };
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 2 }), (blocks) => {
      const text = blocks.map((each) => write(each, '')).join('---\n');
      const wanted = parseAllDocuments(text).map((document) => {
        assert.deepEqual(document.errors, [], text);
        return shownNode(document.contents, text);
      });
      assert.deepEqual(
        readYaml(text).map((document) => shown(document, text)),
        wanted,
        text,
      );
    }),
    { numRuns: 300 },
  );
});

test('YAML of block texts, null values, lists as deep as their key, and comments', () => {
  const text = [
    '%YAML 1.2',
    '--- # first',
    'a: |',
    '  no: key',
    '',
    '  - no item',
    'b: >-',
    '  text',
    'list:',
    '- x: 1',
    '  y:',
    '- - deep',
    '  - deeper',
    'null:',
    '"q": "two',
    '  lines"',
    'after: !reference [.x, y] # here',
    '...',
    'second: document',
  ].join('\r\n');
  assert.deepEqual(
    readYaml(text).map((document) => shown(document, text)),
    [
      [
        ['a', ''],
        ['b', ''],
        [
          'list',
          [
            [
              ['x', '1'],
              ['y', ''],
            ],
            ['deep', 'deeper'],
          ],
        ],
        ['null', ''],
        ['q', 'two\r\n  lines'],
        ['after', ['.x', 'y']],
      ],
      [['second', 'document']],
    ],
  );
});

test('XML is read with the places of its texts and attributes', () => {
  const text =
    '\uFEFF<?xml version="1.0"?>\n<!DOCTYPE x>\n<ns:a b="1" c = \'2>\' d>\n <!-- <e>no</e> -->\n <e> yes <f/> late</e><e/>\n<![CDATA[ > <e>no</e>]]><open>x</a>\n<g>h</g>';
  const elements = [...elementsOf(readXml(text))].map(({ name, said, attributes }) => [
    name,
    said && text.slice(said.start, said.end),
    [...attributes].map(([key, { start, end }]) => `${key}=${text.slice(start, end)}`).join(),
  ]);
  assert.deepEqual(elements.slice(1), [
    ['a', undefined, 'b=1,c=2>'],
    ['e', 'yes', ''],
    ['f', undefined, ''],
    ['e', undefined, ''],
    ['open', 'x', ''],
    ['g', 'h', ''],
  ]);
});

test('offsets become lines and characters as the editor counts them', () => {
  const rangeOf = linePositions('a\nb\r\nc\rd😀e');
  const positions = [0, 1, 2, 5, 7, 10].map((at) => rangeOf({ start: at, end: at }).start);
  assert.deepEqual(
    positions.map(({ line, character }) => `${line}:${character}`),
    ['0:0', '0:1', '1:0', '2:0', '3:0', '3:3'],
  );
});
