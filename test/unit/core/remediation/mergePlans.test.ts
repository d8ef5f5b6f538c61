import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePlans } from '../../../../src/core/remediation/mergePlans.ts';
import { numbered } from '../placement/texts.ts';
import { carriedOut, gitDiff, planFor, plainTree, type Tree } from './repository.ts';

const lines = numbered(20);
const text = (of: readonly string[]) => of.map((line) => `${line}\n`).join('');
const scanned: Tree = { a: { text: text(lines) }, b: { text: text(numbered(9, 'b')) } };
const present: Tree = { ...scanned, a: { text: text(lines.with(19, 'edited meanwhile')) } };

const planTo = (after: Tree, ...options: readonly string[]) =>
  planFor(scanned, gitDiff(scanned, after, ...options), present);
const edit = (line: number, word: string) =>
  planTo({ ...scanned, a: { text: text(lines.with(line, word)) } });
const withNew = (path: string, of: string) => planTo({ ...scanned, [path]: { text: of } });
const renamed = (to: string) => planTo({ [to]: scanned['a']!, b: scanned['b']! }, '-M');
const withoutA = () => planFor(scanned, gitDiff(scanned, { b: scanned['b']! }));
const executable = () => planTo({ ...scanned, a: { ...scanned['a']!, executable: true } });

function merged(...plans: Parameters<typeof mergePlans>[0]): Tree {
  const plan = mergePlans(plans);
  assert.ok('edits' in plan, JSON.stringify(plan));
  return carriedOut(plan, present);
}

function refusedAt(...plans: Parameters<typeof mergePlans>[0]): unknown {
  const plan = mergePlans(plans);
  assert.ok('refusal' in plan);
  return [plan.index, plan.refusal.reason];
}

const presentWith = (line: number, word: string) => lines.with(19, 'edited meanwhile').with(line, word);

test('edits of several remediations come together in the present text', () => {
  const expected = text(presentWith(2, 'x').with(9, 'y').with(5, 'z'));
  assert.deepEqual(
    merged(edit(9, 'y'), edit(2, 'x'), edit(5, 'z')),
    plainTree({ ...present, a: { text: expected } }),
  );
});

test('the same edit of two remediations is done once', () => {
  const one = text(presentWith(2, 'x'));
  assert.deepEqual(merged(edit(2, 'x'), edit(2, 'x')), plainTree({ ...present, a: { text: one } }));
  assert.deepEqual(
    merged(withNew('c', 'c\n'), withNew('c', 'c\n')),
    plainTree({ ...present, c: { text: 'c\n' } }),
  );
});

test('everything stops at the first that wants something else of the same lines, or of lines next to them', () => {
  assert.deepEqual(refusedAt(edit(2, 'x'), edit(9, 'y'), edit(2, 'z'), edit(9, 'z')), [2, 'overlap']);
  assert.deepEqual(refusedAt(edit(2, 'x'), edit(3, 'z')), [1, 'overlap']);
});

test('a file cannot have two fates', () => {
  assert.deepEqual(refusedAt(withNew('c', 'c\n'), withNew('c', 'd\n')), [1, 'overlap']);
  assert.deepEqual(refusedAt(withNew('c', 'c\n'), withNew('C', 'c\n')), [1, 'overlap']);
  assert.deepEqual(refusedAt(withNew('c/d', 'c\n'), withNew('c', 'c\n')), [1, 'overlap']);
  assert.deepEqual(refusedAt(renamed('c'), renamed('d')), [1, 'overlap']);
  assert.deepEqual(refusedAt(renamed('c'), withNew('c', 'c\n')), [1, 'overlap']);
  assert.deepEqual(refusedAt(withoutA(), edit(2, 'x')), [1, 'overlap']);
  assert.deepEqual(refusedAt(executable(), renamed('c')), [1, 'overlap']);
});

test('a renamed file can be edited, and made executable where it stays', () => {
  const one = { text: text(presentWith(2, 'x')) };
  assert.deepEqual(merged(renamed('c'), edit(2, 'x')), plainTree({ c: one, b: present['b']! }));
  assert.deepEqual(
    merged(edit(2, 'x'), executable()),
    plainTree({ ...present, a: { ...one, executable: true } }),
  );
});

test('one that cannot be applied stops the others, one that is applied already does not', () => {
  const refusal = { reason: 'conflict', path: 'a', conflicts: [] } as const;
  assert.deepEqual(mergePlans([edit(2, 'x'), refusal, edit(5, 'y')]), { index: 1, refusal });
  assert.deepEqual(
    merged({ reason: 'alreadyApplied' }, edit(2, 'x'), { reason: 'noChange' }),
    merged(edit(2, 'x')),
  );
  assert.deepEqual(refusedAt({ reason: 'alreadyApplied' }, { reason: 'noChange' }), [0, 'alreadyApplied']);
});
