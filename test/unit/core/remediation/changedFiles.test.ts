import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedFiles, type ChangedFile } from '../../../../src/core/remediation/changedFiles.ts';
import { fixedText } from '../../../../src/core/remediation/fixedText.ts';
import { numbered } from '../placement/texts.ts';
import { gitDiff, planFor, plainTree, type File, type Tree } from './repository.ts';

const text = (of: readonly string[]) => of.map((line) => `${line}\n`).join('');
const lines = numbered(20);
const before: Tree = {
  'edited.txt': { text: text(lines) },
  'old.txt': { text: text(numbered(20, 'old')) },
  'gone.txt': { text: 'gone\n' },
  'run.sh': { text: '#!/bin/sh\n' },
};
const after: Tree = {
  'edited.txt': { text: text(lines.with(3, 'fixed')) },
  'new.txt': { text: text(numbered(20, 'old').with(9, 'fixed')) },
  'made.sh': { text: 'made\n', executable: true },
  'run.sh': { text: '#!/bin/sh\n', executable: true },
};

function filesOf(pathNow: (path: string) => string = (path) => path): readonly ChangedFile[] {
  const plan = planFor(before, gitDiff(before, after, '-M'));
  assert.ok('edits' in plan);
  return changedFiles(
    plan,
    new Map(Object.entries(before).map(([path, file]) => [path, file.text])),
    pathNow,
  );
}

test('the files of a plan, before and after, are those of the trees', () => {
  const tree = new Map<string, File>(Object.entries(before));
  for (const { before: from, after: to, executable } of filesOf()) {
    assert.equal(from && tree.get(from.path)?.text, from?.text);
    if (from) tree.delete(from.path);
    if (to) tree.set(to.path, { text: to.text, ...(executable !== undefined && { executable }) });
  }
  assert.deepEqual(plainTree(Object.fromEntries(tree)), plainTree(after));
});

test('a file that has moved since the scan is changed where it is now, and goes where the diff says', () => {
  const files = filesOf((path) => `moved/${path}`);
  const paths = files.map(({ before: from, after: to }) => [from?.path, to?.path].join(' → ')).sort();
  assert.deepEqual(
    paths,
    [
      'moved/edited.txt → moved/edited.txt',
      'moved/gone.txt → ',
      'moved/old.txt → new.txt',
      'moved/run.sh → moved/run.sh',
      ' → made.sh',
    ].sort(),
  );
});

test('what a fix makes of one scanned file can be told alone', () => {
  const diff = gitDiff(before, after, '-M');
  assert.equal(fixedText(diff, 'edited.txt', before['edited.txt']?.text ?? ''), after['edited.txt']?.text);
  assert.equal(fixedText(diff, 'old.txt', before['old.txt']?.text ?? ''), after['new.txt']?.text);
  assert.equal(fixedText(diff, 'none.txt', ''), undefined);
  assert.equal(fixedText(diff, 'edited.txt', 'something else\n'), undefined);
});
