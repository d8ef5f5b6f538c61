import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeDiff } from '../../../../src/core/remediation/decodeDiff.ts';
import { parseDiff } from '../../../../src/core/remediation/parseDiff.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { numbered } from '../placement/texts.ts';
import { carriedOut, gitApply, gitDiff, ourApply, planFor, plainTree, type Tree } from './repository.ts';

const lines = numbered(20);
const text = (of: readonly string[], ending = '\n') => of.map((line) => line + ending).join('');
const a: Tree = { a: { text: text(lines) } };
const fixedA = lines.with(3, 'fixed');
const fix = gitDiff(a, { a: { text: text(fixedA) } });
const reasonOf = (result: object) => ('reason' in result ? result.reason : 'applied');

test('a change is carried over to a text that has changed elsewhere', () => {
  const present = { a: { text: text(['new', ...lines.slice(0, 15)]) } };
  assert.deepEqual(
    ourApply(a, fix, present),
    plainTree({ a: { text: text(['new', ...fixedA.slice(0, 15)]) } }),
  );
});

test('a working copy with other line endings keeps them', () => {
  const present = { a: { text: text(['new', ...lines], '\r\n') } };
  assert.deepEqual(ourApply(a, fix, present), plainTree({ a: { text: text(['new', ...fixedA], '\r\n') } }));
  assert.equal(reasonOf(ourApply(a, fix, { a: { text: text(fixedA, '\r\n') } })), 'alreadyApplied');
  assert.deepEqual(ourApply(a, gitDiff(a, {}), { a: { text: text(lines, '\r\n') } }), {});
});

test('a byte order mark is no part of a text, and stays', () => {
  const marked = { a: { text: `\ufeff${text(lines)}` } };
  const diff = gitDiff(marked, { a: { text: `\ufeff${text(lines.with(1, 'fixed'))}` } });
  assert.deepEqual(ourApply(a, diff), plainTree({ a: { text: text(lines.with(1, 'fixed')) } }));
  assert.deepEqual(
    ourApply(a, diff, marked),
    plainTree({ a: { text: `\ufeff${text(lines.with(1, 'fixed'))}` } }),
  );
});

test('one file in conflict stops the others', () => {
  const both: Tree = { ...a, b: { text: 'b\n' } };
  const diff = gitDiff(both, { a: { text: text(fixedA) }, b: { text: 'c\n' } });
  assert.deepEqual(planFor(both, diff, { ...both, b: { text: 'd\n' } }), {
    reason: 'conflict',
    path: 'b',
    conflicts: [{ fixed: { start: 0, end: 1 }, present: { start: 0, end: 1 } }],
  });
});

test('what is done already in one file is done in the others only', () => {
  const both: Tree = { ...a, b: { text: 'b\n' } };
  const after: Tree = { a: { text: text(fixedA) }, b: { text: 'c\n' } };
  const plan = planFor(both, gitDiff(both, after), { ...both, b: { text: 'c\n' } });
  assert.ok('edits' in plan);
  assert.deepEqual([...plan.edits.keys()], ['a']);
  assert.deepEqual(plan.paths, ['a', 'b']);
  assert.deepEqual(carriedOut(plan, { ...both, b: { text: 'c\n' } }), plainTree(after));
});

test('a file that was edited since the scan is not deleted', () => {
  assert.equal(reasonOf(ourApply(a, gitDiff(a, {}), { a: { text: text(fixedA) } })), 'conflict');
});

test('a renamed file is renamed as it is now', () => {
  const diff = gitDiff(a, { b: { text: text(fixedA) } }, '-M');
  const present = { a: { text: text(lines.with(12, 'meanwhile')) } };
  assert.deepEqual(
    ourApply(a, diff, present),
    plainTree({ b: { text: text(fixedA.with(12, 'meanwhile')) } }),
  );
  assert.equal(reasonOf(ourApply(a, diff, { ...present, b: { text: '' } })), 'exists');
  assert.equal(reasonOf(ourApply(a, diff, { b: { text: 'other' } })), 'missing');
  const copy = gitDiff(a, { ...a, b: { text: text(fixedA) } }, '-C', '--find-copies-harder');
  assert.deepEqual(
    ourApply(a, copy, present),
    plainTree({ ...present, b: { text: text(fixedA.with(12, 'meanwhile')) } }),
  );
});

test('what is not here is said to be missing', () => {
  assert.equal(reasonOf(ourApply(a, fix, {})), 'missing');
  assert.equal(reasonOf(ourApply({}, fix, a)), 'unscanned');
});

const fixtures = join(import.meta.dirname, '../../../../../shared/contracts/fixtures');
const skip = existsSync(join(fixtures, 'index.json'))
  ? false
  : 'the folder with the official contracts is not here';

test('the remediations of real reports are read, and apply as with git apply', { skip }, () => {
  const index = JSON.parse(readFileSync(join(fixtures, 'index.json'), 'utf8')) as readonly {
    readonly file: string;
  }[];
  const diffs = index.flatMap(({ file }) =>
    parseReport(readFileSync(join(fixtures, '..', file))).findings.flatMap(
      ({ details }) => details?.remediations.flatMap(({ diff }) => (diff === undefined ? [] : [diff])) ?? [],
    ),
  );
  console.log(`${diffs.length} findings with a diff in real reports, ${new Set(diffs).size} different ones`);
  assert.ok(diffs.length > 0);
  for (const encoded of new Set(diffs)) {
    const diff = decodeDiff(encoded);
    assert.ok(typeof diff === 'string');
    const changes = parseDiff(diff);
    assert.ok(!('reason' in changes));
    // The scanned file is not among the fixtures: the old lines of its hunks, at their places, do for it.
    const before = Object.fromEntries(
      changes.map(({ from, hunks }) => {
        const old: string[] = [];
        for (const { oldStart, lines: of } of hunks) {
          while (old.length < oldStart - 1) old.push(`line ${old.length}\n`);
          old.push(...of.filter(({ sign }) => sign !== '+').map((line) => line.text));
        }
        return [from, { text: old.join('') + 'the end\n' }];
      }),
    );
    assert.deepEqual(ourApply(before, diff), gitApply(before, diff));
  }
});
