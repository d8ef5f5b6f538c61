import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setMode } from '../../../../../src/editor/settling/remediations/setMode.ts';

const options = { skip: process.platform === 'win32' };

test('whoever may read a file may then run it, and back', options, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mode-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'run.sh');
  writeFileSync(file, '');
  chmodSync(file, 0o640);
  assert.equal(await setMode(file, true), true);
  assert.equal(statSync(file).mode & 0o777, 0o750);
  assert.equal(await setMode(file, false), true);
  assert.equal(statSync(file).mode & 0o777, 0o640);
});

test('a file that is gone is told, and throws nothing', options, async () => {
  assert.equal(await setMode(join(tmpdir(), 'there-is-no-such-file'), true), false);
});
