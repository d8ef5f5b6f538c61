import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { randomFrom } from '../../../../bench/placement/random.ts';
import { gapAround, lineAfter, lineBefore, mapLines } from '../../../../src/core/placement/lineMap.ts';
import { toNumbers } from '../../../../src/core/placement/lineNumbers.ts';
import { effortFor, matchGaps } from '../../../../src/core/placement/matchGaps.ts';
import { countersFor, uniqueAnchors } from '../../../../src/core/placement/uniqueAnchors.ts';
import { editedText, numbered } from './texts.ts';

const seeded = { seed: 20, numRuns: 2000 };

test('a line is mapped to the same text, and lines keep their order', () => {
  fc.assert(
    fc.property(editedText, ({ before, after }) => {
      const map = mapLines(before, after);
      let last = -1;
      for (const [line, text] of before.entries()) {
        const place = lineAfter(map, line);
        if (place === undefined) continue;
        assert.equal(after[place], text);
        assert.ok(place > last);
        last = place;
      }
      assert.equal(lineAfter(map, before.length), undefined);
    }),
    seeded,
  );
});

test('blocks are as long as can be: they are not empty, and do not touch each other', () => {
  fc.assert(
    fc.property(editedText, ({ before, after }) => {
      let [endBefore, endAfter] = [-1, -1];
      for (const block of mapLines(before, after).blocks) {
        assert.ok(block.length > 0);
        assert.ok(block.before > endBefore || block.after > endAfter);
        assert.ok(block.before >= endBefore && block.after >= endAfter);
        [endBefore, endAfter] = [block.before + block.length, block.after + block.length];
      }
    }),
    seeded,
  );
});

test('the way back is the same way', () => {
  fc.assert(
    fc.property(editedText, ({ before, after }) => {
      const map = mapLines(before, after);
      const back = mapLines(after, before);
      for (const line of before.keys()) {
        const place = lineAfter(map, line);
        if (place === undefined) continue;
        assert.equal(lineAfter(back, place), line);
        assert.equal(lineBefore(map, place), line);
      }
      const mapped = (blocks: typeof map.blocks) => blocks.reduce((sum, { length }) => sum + length, 0);
      assert.equal(mapped(map.blocks), mapped(back.blocks));
    }),
    seeded,
  );
});

test('a text is mapped to itself line by line', () => {
  fc.assert(
    fc.property(editedText, ({ before }) => {
      const map = mapLines(before, [...before]);
      for (const line of before.keys()) assert.equal(lineAfter(map, line), line);
    }),
    { seed: 21, numRuns: 200 },
  );
});

test('lines that stand once and were not touched are all found', () => {
  const lines = numbered(30);
  const changes = fc.array(fc.tuple(fc.nat(29), fc.constantFrom('take out', 'edit', 'put in')), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(changes, (all) => {
      const after = [...lines];
      const touched = new Set<string>();
      for (const [index, what] of all) {
        const place = after.indexOf(lines[index] ?? '');
        if (place < 0) continue;
        if (what === 'take out') after.splice(place, 1);
        if (what === 'edit') after[place] = `${lines[index]} edited`;
        if (what === 'put in') after.splice(place, 0, `new above ${index}, ${after.length}`);
        if (what !== 'put in') touched.add(lines[index] ?? '');
      }
      const map = mapLines(lines, after);
      for (const [line, text] of lines.entries())
        assert.equal(lineAfter(map, line), touched.has(text) ? undefined : after.indexOf(text));
    }),
    { seed: 22, numRuns: 500 },
  );
});

test('the gap around a line is what lies between its mapped neighbours', () => {
  fc.assert(
    fc.property(editedText, ({ before, after }) => {
      const map = mapLines(before, after);
      for (const line of before.keys()) {
        if (lineAfter(map, line) !== undefined) continue;
        const gap = gapAround(map, line);
        assert.ok(gap.beforeStart <= line && line < gap.beforeEnd);
        for (let inside = gap.beforeStart; inside < gap.beforeEnd; inside++)
          assert.equal(lineAfter(map, inside), undefined);
        for (let inside = gap.afterStart; inside < gap.afterEnd; inside++)
          assert.equal(lineBefore(map, inside), undefined);
        if (gap.beforeStart > 0) assert.equal(lineAfter(map, gap.beforeStart - 1), gap.afterStart - 1);
        if (gap.beforeEnd < before.length) assert.equal(lineAfter(map, gap.beforeEnd), gap.afterEnd);
      }
    }),
    seeded,
  );
});

test('what is put in between two of a kind goes between them, not across their heads', () => {
  const first = ['class Orders {', '  @Test', '  void finds() {', '    run(1);', '  }', ''];
  const last = ['  @Test', '  void sorts() {', '    run(2);', '  }', '}'];
  const added = ['  @Test', '  void counts() {', '    run(3);', '  }', ''];
  const map = mapLines([...first, ...last], [...first, ...added, ...last]);
  // The head of the last one stays with it, though the one that was put in begins with the same line.
  for (const line of last.keys())
    assert.equal(lineAfter(map, first.length + line), first.length + added.length + line);
  for (const line of first.keys()) assert.equal(lineAfter(map, line), line);
  const back = mapLines([...first, ...added, ...last], [...first, ...last]);
  for (const line of added.keys()) assert.equal(lineAfter(back, first.length + line), undefined);
});

const many = 10_000;
const disordered = (different: number, seed: number) => {
  const random = randomFrom(seed);
  return Array.from({ length: many }, () => `${Math.floor(random() * different)}`);
};

/** How many lines are mapped; fails when more work was done for it than may be. */
function mappedIn(before: readonly string[], after: readonly string[]): number {
  const numbers = toNumbers(before, after);
  const effort = effortFor(numbers);
  const blocks = matchGaps(numbers, effort);
  // The last look is at a gap as a whole, so it may be one too many.
  assert.ok(effort.left > -before.length - after.length);
  return blocks.reduce((sum, { length }) => sum + length, 0);
}

test('it ends soon, whatever the texts are', () => {
  assert.equal(mappedIn(numbered(many), numbered(many, 'other')), 0);
  assert.equal(mappedIn(Array<string>(many).fill('x'), Array<string>(many + 50).fill('x')), many);
  assert.equal(mappedIn([], numbered(many)), 0);
  assert.ok(mappedIn(numbered(many), numbered(many).toReversed()) >= 1);
  for (const different of [2, 50, 1000]) mappedIn(disordered(different, 1), disordered(different, 2));
  // Each line is unique only once the one before has been found: as many rounds as there are lines.
  const ladder = (word: string) =>
    Array.from({ length: many }, (_, index) => [`${index + 1}`, `${index}`, `${word} ${index}`]).flat();
  mappedIn(ladder('one'), ladder('other'));
});

test('two lines in turns, many times, are still compared', () => {
  const lines = Array.from({ length: many }, (_, index): string => (index % 2 === 0 ? 'one' : 'other'));
  const edited = lines
    .with(0, 'first')
    .with(5000, 'middle')
    .with(many - 1, 'last');
  assert.ok(mappedIn(lines, edited) >= many - 6);
});

test('a long text in which no line stands alone is compared, though not line by line', () => {
  const lines = Array.from({ length: many }, (_, index) => `line ${index % (many / 5)}`);
  const random = randomFrom(3);
  const edited = lines.flatMap((line) => {
    const chance = random();
    return chance < 0.15 ? [] : chance < 0.3 ? [line, line] : [line];
  });
  assert.ok(mappedIn(lines, edited) > many / 2);
});

test('only what stands once in both texts holds the rest in place', () => {
  const numbers = toNumbers(
    ['twice', 'once', 'twice', 'twice now'],
    ['twice now', 'twice', 'once', 'twice now'],
  );
  const whole = { beforeStart: 0, beforeEnd: 4, afterStart: 0, afterEnd: 4 };
  assert.deepEqual(uniqueAnchors(whole, numbers, countersFor(numbers)), [{ before: 1, after: 2, length: 1 }]);
});

test('a few changes in 50,000 lines', () => {
  const lines = numbered(50_000);
  const edited = lines.with(10, 'edited').toSpliced(20_000, 3, 'put in').toSpliced(40_000, 0, 'one', 'two');
  const map = mapLines(lines, edited);
  assert.equal(lineAfter(map, 9), 9);
  assert.equal(lineAfter(map, 10), undefined);
  assert.equal(lineAfter(map, 30_000), 29_998);
  assert.equal(lineAfter(map, 49_999), 49_999);
});
