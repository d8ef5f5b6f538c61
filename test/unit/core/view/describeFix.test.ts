import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fixApplied,
  fixQuestion,
  fixRefused,
  fixTitle,
  noFix,
  withoutFix,
} from '../../../../src/core/view/describeFix.ts';
import type { ChangedFile } from '../../../../src/core/remediation/changedFiles.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';

const named = (title: string) => ({ title }) as Finding;
const file = (path: string, text: string) => ({ path, text });
const edited: ChangedFile = { before: file('src/a.py', 'a'), after: file('src/a.py', 'b'), edits: [] };
const all: readonly ChangedFile[] = [
  edited,
  { after: file('made.sh', ''), edits: [], executable: true },
  { before: file('gone.py', ''), edits: [] },
  { before: file('old.py', 'x'), after: file('new.py', 'x'), edits: [] },
];

test('the tab says whose fix it is, and of one file which', () => {
  assert.equal(fixTitle([named('SQL injection')], [edited]), 'Fix of “SQL injection”: a.py');
  assert.equal(fixTitle([named('One'), named('Two')], all), 'Fix of 2 findings');
});

test('the question says what happens to files, also what no comparison of texts shows', () => {
  assert.equal(
    fixQuestion([named('SQL injection')], [edited], false),
    'Look at the change, then press ✓ Apply Fix above it: it changes src/a.py, which fixes “SQL injection”.',
  );
  assert.equal(
    fixQuestion([named('One'), named('Two'), named('Three')], all.slice(1), true),
    'The code has changed meanwhile; look again, then press ✓ Apply Fix above it: the fix creates made.sh, makes made.sh executable, deletes gone.py, renames old.py to new.py, which fixes “One” and 2 other findings.',
  );
  assert.match(fixQuestion([named('One')], all, false), /deletes gone\.py|2 more/);
});

test('what was done says who tells whether it helps', () => {
  assert.equal(
    fixApplied([named('One'), named('Two')], all),
    'Applied the fix of “One” and 1 other finding in 4 files, and the mode with it; push it, and the next pipeline tells whether it helps.',
  );
});

test('a refusal names the fix that stopped the others', () => {
  assert.equal(fixRefused([named('One')], 'Why.', false), 'Why.');
  assert.equal(fixRefused([named('One')], 'Why.', true), 'No fix was applied because of that of “One”: Why.');
});

test('who chose several is told how many of them have no part in it', () => {
  assert.equal(
    withoutFix(1, 2),
    '1 of 2 findings has no fix to apply now and stays as it is; look at the details.',
  );
  assert.equal(
    withoutFix(37, 40),
    '37 of 40 findings have no fix to apply now and stay as they are; look at the details.',
  );
  assert.match(noFix(1), /for this finding that/);
  assert.match(noFix(2), /for these 2 findings that/);
});
