import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lineRange, splitLines } from '../../../../src/core/placement/lines.ts';
import { compareTexts, placeLines, type LinePlace } from '../../../../src/core/placement/placeLines.ts';
import { editedText, numbered } from './texts.ts';

const source = [
  'import { query } from "./database";',
  '',
  'export function find(name) {',
  '  const statement = "select * from orders where name = " + name;',
  '  return query(statement);',
  '}',
  '',
  'export function count() {',
  '  return query("select count(*) from orders");',
  '}',
];
const flagged = 3;

/** Where lines of the source are in another text: the kind, the first and the last of them. */
function place(after: readonly string[], start = flagged, length = 1): readonly unknown[] {
  return told(placeLines(compareTexts(source, after), lineRange(start, start + length)));
}
function told(found: LinePlace): readonly unknown[] {
  return found.kind === 'gone' ? ['gone'] : [found.kind, found.lines.start, found.lines.end - 1];
}

test('exact or moved: a place with the same text, under the same number or another one', () => {
  fc.assert(
    fc.property(editedText, fc.nat(39), fc.integer({ min: 1, max: 5 }), ({ before, after }, at, length) => {
      if (before.length === 0) return;
      const start = at % before.length;
      const found = placeLines(compareTexts(before, after), lineRange(start, start + length));
      if (found.kind === 'gone') return;
      const { lines } = found;
      assert.ok(lines.start >= 0 && lines.start < lines.end && lines.end <= after.length);
      if (found.kind === 'changed') return;
      assert.deepEqual(after.slice(lines.start, lines.end), before.slice(start, start + length));
      assert.equal(found.kind, lines.start === start ? 'exact' : 'moved');
    }),
    { seed: 30, numRuns: 3000 },
  );
});

test('nothing changed', () => {
  assert.deepEqual(place(source), ['exact', 3, 3]);
  assert.deepEqual(place(source, 2, 4), ['exact', 2, 5]);
});

test('insertion and deletion above, below and inside', () => {
  assert.deepEqual(place(['// Orders', '', ...source]), ['moved', 5, 5]);
  assert.deepEqual(place(source.slice(2)), ['moved', 1, 1]);
  assert.deepEqual(place([...source, '// end']), ['exact', 3, 3]);
  assert.deepEqual(place(source.slice(0, 6)), ['exact', 3, 3]);
  assert.deepEqual(place(source.toSpliced(4, 0, '  log(statement);'), 3, 2), ['changed', 3, 5]);
});

test('an edited line has changed where it is, wherever that is now', () => {
  const edited = source.with(flagged, '  const statement = select("orders").where({ name: name });');
  assert.deepEqual(place(edited), ['changed', 3, 3]);
  assert.deepEqual(place(['// Orders', ...edited]), ['changed', 4, 4]);
  assert.deepEqual(place(edited, 2, 3), ['changed', 2, 4]);
});

test('a line that was taken out is gone, and those around it are not', () => {
  const without = source.toSpliced(flagged, 1);
  assert.deepEqual(place(without), ['gone']);
  assert.deepEqual(place(without, 4), ['moved', 3, 3]);
  assert.deepEqual(place(without, 2, 3), ['changed', 2, 3]);
  assert.deepEqual(place(source.toSpliced(2, 4)), ['gone']);
});

test('what came instead is its place only where it resembles it', () => {
  const several = [
    '  check(name);',
    '  const statement = "select * from orders where name = ?";',
    '  log(name);',
  ];
  assert.deepEqual(place(source.toSpliced(flagged, 1, ...several)), ['changed', 4, 4]);
  assert.deepEqual(place(source.toSpliced(flagged, 1, '%%%', '###', '&&&')), ['gone']);
});

test('a function that was moved takes its lines along', () => {
  const moved = [...source.slice(0, 2), ...source.slice(7), '', ...source.slice(2, 6)];
  for (const line of [2, 3, 4]) assert.equal(moved[line + 4], source[line]);
  assert.deepEqual(place(moved), ['moved', 7, 7]);
  assert.deepEqual(place(moved, 2, 4), ['moved', 6, 9]);
});

test('a block that is indented otherwise has changed, line by line', () => {
  const indented = [
    ...source.slice(0, 2),
    ...source.slice(2, 6).map((line) => `    ${line}`),
    ...source.slice(6),
  ];
  for (const line of [2, 3, 4]) assert.deepEqual(place(indented, line), ['changed', line, line]);
  const wrapped = indented.toSpliced(6, 0, '}').toSpliced(2, 0, 'namespace Orders {');
  for (const line of [3, 4]) assert.deepEqual(place(wrapped, line), ['changed', line + 1, line + 1]);
});

test('another file altogether, and an empty one', () => {
  assert.deepEqual(place(numbered(30, '%%')), ['gone']);
  assert.deepEqual(place(splitLines('')), ['gone']);
  assert.deepEqual(told(placeLines(compareTexts([''], ['']), lineRange(0, 1))), ['exact', 0, 0]);
});

test('lines that the scanned text does not have are gone; an end beyond it is its end', () => {
  assert.deepEqual(place(source, 10), ['gone']);
  assert.deepEqual(place(source, 8, 50), ['exact', 8, 9]);
});

test('how lines end, and whether the last one does, is not their text', () => {
  const unix = splitLines(`${source.join('\n')}\n`);
  const windows = splitLines(`${source.join('\r\n')}\r\n`);
  const unfinished = splitLines(source.join('\n'));
  for (const before of [unix, windows, unfinished]) {
    for (const after of [unix, windows, unfinished]) {
      const texts = compareTexts(before, after);
      for (const line of source.keys())
        assert.deepEqual(told(placeLines(texts, lineRange(line, line + 1))), ['exact', line, line]);
    }
  }
});

test('a line that was written twice is the first or the second, never between', () => {
  const line = source[flagged] ?? '';
  const [kind, start] = place(source.toSpliced(flagged, 0, line));
  assert.ok((kind === 'exact' && start === 3) || (kind === 'moved' && start === 4));
});
