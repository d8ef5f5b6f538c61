import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keysInOrder } from '../../../../src/core/identity/keysInOrder.ts';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { matchFindings, type Identified } from '../../../../src/core/identity/matchFindings.ts';
import { at, identified, reported, signature } from './fixture.ts';

const few = <const T>(...values: readonly T[]) => fc.constantFrom(...values);

/** Findings that are easily mistaken for each other. */
const finding = fc
  .record({
    line: fc.integer({ min: 1, max: 4 }),
    file: few('a.ts', 'b.ts'),
    lines: fc.option(fc.array(few('x()', ' x()', 'y()', ''), { minLength: 4, maxLength: 4 }), {
      nil: undefined,
    }),
    signatures: fc.array(
      fc.tuple(few('scope_offset_compressed', 'scope_offset', 'hash', 'location'), few('1', '2')),
      { maxLength: 3 },
    ),
    uuid: fc.option(few('u1', 'u2', 'u3'), { nil: undefined }),
  })
  .map(({ line, file, lines, signatures, uuid }) =>
    identified(
      reported({
        location: at(line, line, file),
        signatures: signatures.map(([algorithm, value]) => signature(algorithm, value)),
      }),
      lines,
      uuid,
    ),
  );
/** GitLab gives no uuid twice in one pipeline. */
const findings = fc
  .array(finding, { maxLength: 12 })
  .map((all) =>
    all.filter(
      ({ uuid }, index) => uuid === undefined || all.findIndex((one) => one.uuid === uuid) === index,
    ),
  );

test('every entry is in at most one pair, and in one list or the other', async () => {
  await fc.assert(
    fc.asyncProperty(findings, findings, async (head, base) => {
      const { pairs, onlyHead, onlyBase } = await matchFindings(head, base, oneTurn);
      assert.equal(new Set(pairs.values()).size, pairs.size);
      assert.deepEqual(new Set([...pairs.keys(), ...onlyHead]), new Set(head));
      assert.deepEqual(new Set([...pairs.values(), ...onlyBase]), new Set(base));
      assert.equal(pairs.size + onlyHead.length, head.length);
      assert.equal(pairs.size + onlyBase.length, base.length);
    }),
  );
});

test('it does not matter which of the two is the head', async () => {
  await fc.assert(
    fc.asyncProperty(findings, findings, async (head, base) => {
      const { pairs } = await matchFindings(head, base, oneTurn);
      const swapped = new Map([...(await matchFindings(base, head, oneTurn)).pairs].map(([b, h]) => [h, b]));
      assert.equal(swapped.size, pairs.size);
      for (const [h, b] of pairs) assert.equal(swapped.get(h), b);
    }),
    { numRuns: 500 },
  );
});

test('a pipeline compared with itself has nothing new and nothing fixed', async () => {
  await fc.assert(
    fc.asyncProperty(findings, async (all) => {
      const { onlyHead, onlyBase } = await matchFindings(all, [...all.map((one) => ({ ...one }))], oneTurn);
      assert.deepEqual([onlyHead, onlyBase], [[], []]);
    }),
  );
});

test('findings of two uuids are never one, those of one uuid always', async () => {
  await fc.assert(
    fc.asyncProperty(findings, findings, async (head, base) => {
      const { pairs } = await matchFindings(head, base, oneTurn);
      for (const [h, b] of pairs) {
        if (h.uuid !== undefined && b.uuid !== undefined) assert.equal(h.uuid, b.uuid);
      }
      for (const h of head) {
        const twin = h.uuid === undefined ? undefined : base.find(({ uuid }) => uuid === h.uuid);
        if (twin) assert.equal(pairs.get(h), twin);
      }
    }),
  );
});

test('keys are unique within a pipeline, and do not hang on what else was found', () => {
  fc.assert(
    fc.property(findings, (all) => {
      const keys = all.map(keysInOrder());
      assert.equal(new Set(keys).size, all.length);
      const [first] = all;
      if (first) assert.equal(keys[0], keysInOrder()(first));
    }),
  );
});

const source = fc.array(few('a();', 'b();', '  a();', 'c(1);', 'd(2);'), { minLength: 1, maxLength: 12 });

test('lines inserted above and below leave every finding its partner', async () => {
  await fc.assert(
    fc.asyncProperty(
      source,
      fc.array(fc.nat(11), { minLength: 1, maxLength: 6 }),
      fc.array(few('', '// more', 'import x;'), { maxLength: 5 }),
      fc.array(few('', '// end'), { maxLength: 3 }),
      async (lines, picks, above, below) => {
        const flagged = [...new Set(picks.map((pick) => (pick % lines.length) + 1))].sort((a, b) => a - b);
        const moved = [...above, ...lines, ...below];
        const make = (text: readonly string[], shift: number): readonly Identified[] =>
          flagged.map((line) => identified(reported({ location: at(line + shift) }), text));
        const base = make(lines, 0);
        const head = make(moved, above.length);
        const { pairs, onlyHead } = await matchFindings(head, base, oneTurn);
        assert.deepEqual(onlyHead, []);
        // The same code twice keeps its order, so each finding meets itself.
        head.forEach((one, index) => assert.equal(pairs.get(one), base[index]));
        assert.deepEqual(head.map(keysInOrder()), base.map(keysInOrder()));
      },
    ),
  );
});
