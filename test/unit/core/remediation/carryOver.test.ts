import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomFrom, type Random } from '../../../../bench/placement/random.ts';
import { carryOver, withEdits } from '../../../../src/core/remediation/carryOver.ts';
import { newFolder } from './repository.ts';

const base = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n';
const fixed = base.replace('two', 'TWO').replace('six', 'SIX\nsix and a half');

test('changes of both sides come together, as edits of the present text', () => {
  const present = base.replace('four', 'vier');
  const carried = carryOver(base, fixed, present);
  assert.ok(carried.kind === 'merged');
  assert.equal(carried.text, fixed.replace('four', 'vier'));
  assert.deepEqual(carried.edits, [
    { start: 4, end: 8, text: 'TWO\n' },
    { start: 24, end: 28, text: 'SIX\nsix and a half\n' },
  ]);
});

test('what is there already is not done again', () => {
  assert.deepEqual(carryOver(base, fixed, fixed), { kind: 'alreadyApplied' });
  assert.deepEqual(carryOver(base, fixed, fixed.replace('four\n', '')), { kind: 'alreadyApplied' });
  const half = carryOver(base, fixed, base.replace('two', 'TWO'));
  assert.ok(half.kind === 'merged');
  assert.equal(half.edits.length, 1);
  assert.equal(half.text, fixed);
});

test('what changes nothing is said to change nothing', () => {
  assert.deepEqual(carryOver(base, base, 'anything'), { kind: 'noChange' });
});

test('different changes of the same lines, and of lines next to each other, are conflicts that say where', () => {
  assert.deepEqual(carryOver(base, fixed, base.replace('two', 'zwei')), {
    kind: 'conflict',
    conflicts: [{ fixed: { start: 1, end: 2 }, present: { start: 1, end: 2 } }],
  });
  assert.equal(carryOver(base, fixed, base.replace('three', 'drei')).kind, 'conflict');
  assert.equal(carryOver(base, fixed, base.replace('two\nthree\n', '')).kind, 'conflict');
  assert.equal(carryOver(base, fixed, '').kind, 'conflict');
});

test('a line that could stand for another one is not relied on', () => {
  assert.equal(carryOver('b\n}\n}\na\nend\n', 'b\n}\n}\na\n', 'b\nb\n}\n}\na\na\nend\n').kind, 'conflict');
});

/** What kinds of lines a random text is made of. */
const kindsOfLines: Readonly<Record<string, (random: Random) => string>> = {
  code: (random) =>
    random() < 0.3
      ? pick(['', '}', '  }', '  return result;', '@Test', '/**', ' */'], random)
      : `${'  '.repeat(below(random, 4))}const value${below(random, 60)} = read();`,
  alike: (random) => pick(['a', 'b', 'c', '', '}', '  }', '  return x;'], random),
};

for (const [kind, line] of Object.entries(kindsOfLines)) {
  test(`merges texts of ${kind} lines as git merge-file does, or sees a conflict`, () => {
    const folder = newFolder();
    const tally = { same: 0, bothConflict: 0, moreCautious: 0 };
    for (let seed = 0; seed < 600; seed += 1) {
      const random = randomFrom(seed);
      const ending = random() < 0.1 ? '\r\n' : '\n';
      const lines = Array.from({ length: below(random, 40) }, () => line(random));
      const [old, wanted, now] = [lines, edited(lines, line, random), edited(lines, line, random)].map(
        (text) =>
          text
            .map((each) => each + ending)
            .join('')
            .slice(0, random() < 0.05 ? -ending.length : undefined),
      ) as [string, string, string];
      const theirs = gitMerge(folder, old, wanted, now);
      const ours = carryOver(old, wanted, now);
      if (ours.kind === 'conflict') tally[theirs === undefined ? 'bothConflict' : 'moreCautious'] += 1;
      else {
        assert.equal(ours.kind === 'merged' ? ours.text : now, theirs, `seed ${seed}`);
        tally.same += 1;
      }
      if (ours.kind !== 'merged') continue;
      assert.equal(withEdits(now, ours.edits), ours.text);
      for (const [index, { start, end, text }] of ours.edits.entries()) {
        assert.ok(start <= end && start >= (ours.edits[index - 1]?.end ?? 0));
        assert.notEqual(now.slice(start, end), text);
      }
    }
    console.log(`git merge-file, ${kind} lines:`, tally);
    assert.ok(tally.same > 150 && tally.bothConflict > 150 && tally.moreCautious < 40);
  });
}

function gitMerge(folder: string, old: string, wanted: string, now: string): string | undefined {
  const files = Object.entries({ now, old, wanted }).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', '-q', ...files], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

function edited(
  lines: readonly string[],
  line: (random: Random) => string,
  random: Random,
): readonly string[] {
  let result = lines;
  for (let count = 1 + below(random, 4); count > 0; count -= 1) {
    const added = Array.from({ length: below(random, 4) }, () => line(random));
    result = result.toSpliced(below(random, result.length + 1), below(random, 4), ...added);
  }
  return result;
}

function pick<T>(values: readonly T[], random: Random): T {
  return values[below(random, values.length)]!;
}

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}
