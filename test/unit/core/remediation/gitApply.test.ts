import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom, type Random } from '../../../../bench/placement/random.ts';
import { numbered } from '../placement/texts.ts';
import { gitApply, gitDiff, ourApply, plainTree, type Tree } from './repository.ts';

const text = (lines: readonly string[], ending = '\n') => lines.map((line) => line + ending).join('');
const lines = numbered(30);
const changed = lines.with(4, 'another line').toSpliced(20, 2).toSpliced(12, 0, 'new', 'newer');

/** Every kind of change that git knows of text files, as trees before and after. */
const kinds: Readonly<Record<string, readonly [Tree, Tree]>> = {
  'an edit': [{ 'a.txt': { text: text(lines) } }, { 'a.txt': { text: text(changed) } }],
  'a file with CRLF': [
    { 'a.txt': { text: text(lines, '\r\n') } },
    { 'a.txt': { text: text(changed, '\r\n') } },
  ],
  'line endings only': [{ 'a.txt': { text: text(lines) } }, { 'a.txt': { text: text(lines, '\r\n') } }],
  'mixed line endings': [
    { 'a.txt': { text: `${text(lines, '\r\n')}x\ny\r\nz\r` } },
    { 'a.txt': { text: `${text(changed, '\r\n')}x\nw\r\nz\r` } },
  ],
  'a creation': [{}, { 'new/folder/a.txt': { text: text(lines) } }],
  'a creation of an empty file': [{}, { 'a.txt': { text: '' } }],
  'a creation of an executable file': [{}, { 'run.sh': { text: 'x\n', executable: true } }],
  'a creation in a folder named b': [{}, { 'b/a.txt': { text: 'x\n' } }],
  'a deletion': [{ 'a.txt': { text: text(lines) }, 'b.txt': { text: 'b\n' } }, { 'b.txt': { text: 'b\n' } }],
  'a deletion of an empty file': [{ 'a.txt': { text: '' } }, {}],
  'a rename': [{ 'a/a.txt': { text: text(lines) } }, { 'b/b.txt': { text: text(lines) } }],
  'a rename with an edit': [{ 'a.txt': { text: text(lines) } }, { 'b.txt': { text: text(changed) } }],
  'a mode change': [{ 'a.sh': { text: 'x\n' } }, { 'a.sh': { text: 'x\n', executable: true } }],
  'a mode change back with an edit': [
    { 'a.sh': { text: text(lines), executable: true } },
    { 'a.sh': { text: text(changed) } },
  ],
  'no newline at the end any more': [{ a: { text: 'x\ny\n' } }, { a: { text: 'x\ny' } }],
  'a newline at the end': [{ a: { text: 'x\ny' } }, { a: { text: 'x\ny\n' } }],
  'no newline at either end': [{ a: { text: 'x\ny' } }, { a: { text: 'z\ny' } }],
  'a file that becomes empty': [{ a: { text: 'x\ny' } }, { a: { text: '' } }],
  'a file that was empty': [{ a: { text: '' } }, { a: { text: 'x\ny' } }],
  'lines like headers': [
    { a: { text: '-- a/x\n++ b/x\n@@ -1 +1 @@\ndiff --git a/a b/a\n' } },
    { a: { text: '-- b/x\n++ c/x\n@@ -1 +1 @@\n-- \n' } },
  ],
  'names with spaces, quotes and umlauts': [
    { 'ä "b" c/ü x.txt': { text: text(lines) }, 'with  spaces': { text: 'x\n' }, 'a b/a b': { text: '' } },
    {
      'ä "b" c/ü x.txt': { text: text(changed) },
      'with  spaces': { text: 'y\n' },
      'a b/a b': { text: '', executable: true },
    },
  ],
  'several files': [
    {
      a: { text: text(lines) },
      b: { text: 'b\n' },
      c: { text: text(lines, '\r\n') },
      d: { text: text(numbered(9, 'd')) },
    },
    {
      a: { text: text(changed) },
      c: { text: text(changed, '\r\n') },
      e: { text: text(numbered(9, 'd')) },
      f: { text: 'f' },
    },
  ],
};

const ways: readonly (readonly string[])[] = [[], ['-U1'], ['-U10'], ['--patience'], ['--full-index', '-M']];

for (const [kind, [before, after]] of Object.entries(kinds)) {
  test(`gives the same tree as git apply for ${kind}`, () => {
    for (const options of ways) {
      const diff = gitDiff(before, after, ...options);
      assert.deepEqual(gitApply(before, diff), plainTree(after));
      assert.deepEqual(ourApply(before, diff), plainTree(after), diff);
    }
    const prefixed = ['--no-prefix', '--src-prefix=i/', '--src-prefix=b/'];
    for (const option of prefixed) {
      const others =
        option === '--src-prefix=i/'
          ? ['--dst-prefix=w/']
          : option === '--src-prefix=b/'
            ? ['--dst-prefix=a/']
            : [];
      assert.deepEqual(ourApply(before, gitDiff(before, after, option, ...others)), plainTree(after));
    }
  });

  test(`recognises ${kind} that is there already`, () => {
    const refused = ourApply(before, gitDiff(before, after), after);
    // Modes are not known, so they are set again.
    if ('reason' in refused) assert.deepEqual(refused, { reason: 'alreadyApplied' });
    else assert.deepEqual(refused, plainTree(after));
  });
}

test('a copy is one of the file as it was, as with git apply', () => {
  const before = { 'a.txt': { text: text(lines) } };
  const after = { 'a.txt': { text: text(changed) }, 'b.txt': { text: text(lines.with(2, 'copied')) } };
  const diff = gitDiff(before, after, '-C');
  assert.match(diff, /copy to b/);
  assert.deepEqual(ourApply(before, diff), gitApply(before, diff));
});

test('unified diffs of other tools, with times and omitted counts', () => {
  const before = { 'src/a.c': { text: 'old\n' } };
  const diff =
    '--- a/src/a.c\t2024-01-01 10:00:00.000000000 +0000\n+++ b/src/a.c\t2024-01-02 10:00:00 +0000\n@@ -1 +1 @@\n-old\n+new\n';
  assert.deepEqual(ourApply(before, `Index: a.c\n=====\n${diff}`), gitApply(before, diff));
  assert.deepEqual(
    ourApply(before, `Index: a.c\n=====\n${diff}`),
    plainTree({ 'src/a.c': { text: 'new\n' } }),
  );
  const mail = `From: somebody\nSubject: [PATCH] fix\n\n---\n a.c | 2 +-\n\n${diff}-- \n2.39.5\n\n`;
  assert.deepEqual(ourApply(before, mail), plainTree({ 'src/a.c': { text: 'new\n' } }));
});

test('hunks of other places and other texts apply where git applies them, and nowhere else', () => {
  const tally = { same: 0, bothRefuse: 0, cautious: 0 };
  for (let seed = 0; seed < 250; seed += 1) {
    const random = randomFrom(seed);
    const some = Array.from({ length: 30 }, () => 'abcdefgh'[below(random, 8)]!);
    const before = { f: { text: text(some) } };
    const context = `-U${below(random, 4)}`;
    const diff = gitDiff(before, { f: { text: text(edited(some, random)) } }, context);
    if (diff === '') continue;
    const target = { f: { text: text(random() < 0.5 ? edited(some, random) : ['x', 'y', ...some, 'z']) } };
    const theirs = gitApply(target, diff);
    const ours = ourApply(target, diff);
    if (theirs === undefined) assert.ok('reason' in ours, `seed ${seed}: git refuses`);
    if ('reason' in ours) tally[theirs === undefined ? 'bothRefuse' : 'cautious'] += 1;
    else {
      assert.deepEqual(ours, theirs, `seed ${seed}`);
      tally.same += 1;
    }
    // Only hunks without any old line are refused where git would put them somewhere.
    if ('reason' in ours && theirs !== undefined) assert.equal(context, '-U0', `seed ${seed}`);
  }
  console.log('git apply:', tally);
  assert.ok(tally.same > 40 && tally.bothRefuse > 40);
});

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function edited(some: readonly string[], random: Random): readonly string[] {
  let result = some;
  for (let count = 1 + below(random, 2); count > 0; count -= 1)
    result = result.toSpliced(
      below(random, result.length),
      below(random, 3),
      ...numbered(below(random, 3), 'new'),
    );
  return result;
}

test('no part of a diff is about lines that another part of it brought', () => {
  const before = { a: { text: 'a\nb\nc\n' } };
  const first = '--- a/a\n+++ b/a\n@@ -1,2 +1,4 @@\n a\n+new\n+newer\n b\n';
  const diff = `${first}@@ -2,3 +2,2 @@\n new\n-newer\n b\n`;
  assert.equal(gitApply(before, diff), undefined);
  assert.deepEqual(ourApply(before, diff), { reason: 'doesNotApply', path: 'a', hunk: 2 });
});
