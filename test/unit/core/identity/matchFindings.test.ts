import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { keysInOrder } from '../../../../src/core/identity/keysInOrder.ts';
import { matchFindings, type Identified } from '../../../../src/core/identity/matchFindings.ts';
import type { TrackingAlgorithm } from '../../../../src/core/model/finding.ts';
import { at, identified, reported, signature } from './fixture.ts';

const signed = (line: number, ...marks: readonly (readonly [TrackingAlgorithm, string])[]) =>
  identified(
    reported({
      location: at(line),
      signatures: marks.map(([algorithm, value]) => signature(algorithm, value)),
    }),
  );
const plain = (line: number, lines?: readonly string[], uuid?: string) =>
  identified(reported({ location: at(line) }), lines, uuid);

/** Which of the head is which of the base, by index. */
async function paired(head: readonly Identified[], base: readonly Identified[]): Promise<readonly string[]> {
  const { pairs } = await matchFindings(head, base, oneTurn);
  return [...pairs].map(([h, b]) => `${head.indexOf(h)}-${base.indexOf(b)}`).sort();
}

const scope = 'scope_offset';

const table: readonly (readonly [string, readonly Identified[], readonly Identified[], readonly string[]])[] =
  [
    ["GitLab's uuid decides, whatever else says no", [plain(1, ['a'], 'u')], [plain(9, ['b'], 'u')], ['0-0']],
    ["GitLab's uuid decides, whatever else says yes", [plain(1, ['a'], 'u')], [plain(1, ['a'], 'v')], []],
    ['a finding without uuid may be one with', [plain(1, ['a'])], [plain(1, ['a'], 'v')], ['0-0']],
    ['the same signature, wherever it is', [signed(1, [scope, 'x'])], [signed(9, [scope, 'x'])], ['0-0']],
    ['another signature, though on the same line', [signed(1, [scope, 'x'])], [signed(1, [scope, 'y'])], []],
    [
      'the best algorithm that both have decides',
      [signed(1, ['hash', 'same'], [scope, 'x'])],
      [signed(1, ['hash', 'same'], [scope, 'y'])],
      [],
    ],
    [
      'a worse algorithm decides where one side has no better one',
      [signed(1, ['hash', 'same'], [scope, 'x'])],
      [signed(9, ['hash', 'same'])],
      ['0-0'],
    ],
    [
      'the surest mark is tried on all before the next one',
      [signed(1, ['hash', 'h']), signed(2, [scope, 'x'], ['hash', 'h'])],
      [signed(3, [scope, 'x'], ['hash', 'h'])],
      ['1-0'],
    ],
    [
      'no algorithm in common: the line decides',
      [signed(1, ['hash', 'x'])],
      [signed(1, ['location', 'x'])],
      ['0-0'],
    ],
    ['signed against unsigned: the line decides', [signed(1, [scope, 'x'])], [plain(1)], ['0-0']],
    ['the same text on another line', [plain(3, ['', '', 'a()'])], [plain(1, ['a()'])], ['0-0']],
    ['another text on the same line', [plain(1, ['a()'])], [plain(1, ['b()'])], []],
    ['the same line, the text of one side unknown', [plain(1, ['a()'])], [plain(1)], ['0-0']],
    ['another line, no text known', [plain(1)], [plain(2)], []],
    [
      'the same code twice is paired one to one, in order',
      [plain(1, ['a', 'a', 'a']), plain(2, ['a', 'a', 'a']), plain(3, ['a', 'a', 'a'])],
      [plain(1, ['a', 'a']), plain(2, ['a', 'a'])],
      ['0-0', '1-1'],
    ],
    ['nothing', [], [plain(1)], []],
  ];

for (const [name, head, base, wanted] of table) {
  test(name, async () => {
    assert.deepEqual(await paired(head, base), wanted);
    const swapped = wanted.map((pair) => pair.split('-').reverse().join('-')).sort();
    assert.deepEqual(await paired(base, head), swapped, 'and the other way round');
  });
}

test('what has no partner is told, in order', async () => {
  const head = [plain(1), plain(2), plain(3)];
  const base = [plain(4), plain(2), plain(5)];
  const { onlyHead, onlyBase } = await matchFindings(head, base, oneTurn);
  assert.deepEqual(onlyHead, [head[0], head[2]]);
  assert.deepEqual(onlyBase, [base[0], base[2]]);
});

test('ten thousand findings on one line are paired in a moment', async () => {
  const many = () => Array.from({ length: 10_000 }, () => plain(1));
  const started = performance.now();
  assert.equal((await matchFindings(many(), many(), oneTurn)).pairs.size, 10_000);
  assert.ok(performance.now() - started < 1000);
});

test('keys: the uuid, else a hash that moved code keeps; the same code again is numbered', () => {
  const [first, moved, again, uuid] = [
    plain(1, ['a()']),
    plain(1, ['b()']),
    plain(2, ['x', 'a()']),
    plain(1, ['a()'], 'some-uuid'),
  ].map(keysInOrder());
  assert.match(first ?? '', /^[0-9a-f]{40}$/);
  assert.equal(new Set([first, moved, again]).size, 3);
  assert.equal(uuid, 'some-uuid');
  assert.deepEqual([plain(5, ['', '', '', '', 'a()'])].map(keysInOrder()), [first]);
});

test('keys are unique even for texts made to look like numbered ones', () => {
  const odd = (text: string) =>
    identified(reported({ identifiers: [], title: text, location: { kind: 'none' } }));
  const mark = odd('t').identity.place;
  const forged: Identified = { identity: { signatures: [], place: `${mark}\u00002` } };
  const keys = [odd('t'), forged, odd('t'), odd('t')].map(keysInOrder());
  assert.equal(new Set(keys).size, 4);
});
