import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Location } from '../../../../src/core/model/location.ts';
import { filePath } from '../../../../src/core/placement/filePath.ts';
import { placeFinding, type Files } from '../../../../src/core/placement/placeFinding.ts';
import { bareFinding, line } from '../view/detailsFixture.ts';

const paths: readonly (readonly [string, string?])[] = [
  ['src/a.py', 'src/a.py'],
  ['./src/a.py', 'src/a.py'],
  ['/src/a.py', 'src/a.py'],
  ['.//src//a.py', 'src/a.py'],
  ['././src/./a.py', 'src/a.py'],
  ['src\\sub\\a.cs', 'src/sub/a.cs'],
  ['/builds/shop/api/src/a.py', 'src/a.py'],
  ['/builds/other/api/src/a.py', 'builds/other/api/src/a.py'],
  ['a file.txt', 'a file.txt'],
  ['.env', '.env'],
  ['...', '...'],
  ['..a/b', '..a/b'],
  ['ünï/código.py', 'ünï/código.py'],
  ['../etc/passwd'],
  ['src/../../x'],
  ['src/..'],
  ['..\\..\\x'],
  ['/builds/shop/api/../../x'],
  ['C:\\Windows\\x'],
  ['C:/x'],
  ['C:..'],
  ['a\u0000b'],
  ['a\nb'],
  [''],
  ['/'],
  ['.'],
  ['./'],
];

test('paths as scanners write them, none of which leads out of the repository', () => {
  for (const [reported, wanted] of paths) assert.equal(filePath(reported, 'shop/api'), wanted, reported);
  const piece = fc.constantFrom('..', '.', '/', '\\', 'a', '/builds/shop/api/', 'C:', '\u0000', '...');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = filePath(pieces.join(''), 'shop/api');
      if (path === undefined) return;
      assert.ok(!path.includes('\u0000'));
      assert.doesNotMatch(path, /^\/|\\|(?:^|\/)\.{1,2}(?:\/|$)|^[A-Za-z]:/);
      assert.equal(filePath(path, 'shop/api'), path);
    }),
  );
});

const files = (known: Readonly<Record<string, boolean>>): Files => ({
  exists: (path) => path in known,
  isAsScanned: (path) => known[path] ?? false,
});
const place = (location: Location, known: Readonly<Record<string, boolean>> = { 'src/a.py': true }) =>
  placeFinding({ ...bareFinding, location }, files(known));
const code = (start?: number, end?: number, file = 'src/a.py'): Location => ({
  kind: 'code',
  file,
  ...(start !== undefined && { startLine: line(start) }),
  ...(end !== undefined && { endLine: line(end) }),
});

test('a finding is exactly where the scan saw it, in a file that has not changed', () => {
  assert.deepEqual(place(code(3, 5)), { kind: 'exact', path: 'src/a.py', startLine: 3, endLine: 5 });
  assert.deepEqual(place(code(3)), { kind: 'exact', path: 'src/a.py', startLine: 3, endLine: 3 });
  assert.deepEqual(place(code(3, 1)), { kind: 'exact', path: 'src/a.py', startLine: 3, endLine: 3 });
});

test('in a file that changed, or may have, it does not claim to be', () => {
  assert.equal(place(code(3), { 'src/a.py': false }).kind, 'changed');
});

test('a file that is not there is gone; no file and no line are no place', () => {
  assert.deepEqual(place(code(3), {}), { kind: 'gone', path: 'src/a.py' });
  assert.deepEqual(place(code()), { kind: 'none', path: 'src/a.py' });
  assert.deepEqual(place({ kind: 'code' }), { kind: 'none' });
  assert.deepEqual(place(code(3, 3, '../../etc/passwd')), { kind: 'none' });
  assert.deepEqual(place({ kind: 'none' }), { kind: 'none' });
  assert.deepEqual(place({ kind: 'image', image: 'a', dependency: {} }), { kind: 'none' });
  const dependency: Location = { kind: 'dependency', file: 'src/a.py', dependency: { name: 'lodash' } };
  assert.deepEqual(place(dependency), { kind: 'none', path: 'src/a.py' });
});
