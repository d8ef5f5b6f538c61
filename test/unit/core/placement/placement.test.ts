import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Location } from '../../../../src/core/model/location.ts';
import { filePath } from '../../../../src/core/placement/filePath.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { decodeFile } from '../../../../src/core/placement/decodeFile.ts';
import { PathIndex } from '../../../../src/core/placement/pathIndex.ts';
import { placeFinding, type ScannedFile } from '../../../../src/core/placement/placeFinding.ts';
import { compareTexts } from '../../../../src/core/placement/placeLines.ts';
import { isInHistory, scanCommit } from '../../../../src/core/placement/scanCommit.ts';
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

const code = (start?: number, end?: number): Location => ({
  kind: 'code',
  file: 'src/a.py',
  ...(start !== undefined && { startLine: line(start) }),
  ...(end !== undefined && { endLine: line(end) }),
});
const path = 'src/a.py';
const asScanned: ScannedFile = { path, state: 'asScanned' };

test('a finding is exactly where the scan saw it, in a file that has not changed', () => {
  const at = (start: number, end: number) => ({ kind: 'exact', path, lines: { start, end } });
  assert.deepEqual(placeFinding(code(3, 5), asScanned), at(2, 5));
  assert.deepEqual(placeFinding(code(3), asScanned), at(2, 3));
  assert.deepEqual(placeFinding(code(3, 1), asScanned), at(2, 3));
});

test('where texts cannot be compared it does not claim to be anywhere', () => {
  const placed = placeFinding(code(3), { path, state: 'unknown' });
  assert.deepEqual(placed, { kind: 'changed', because: 'unknown', path, lines: { start: 2, end: 3 } });
});

test('it goes where its lines went, says when they were edited, and when they are gone', () => {
  const before = ['import os', '', 'os.system(command)', 'done()'];
  const placed = (after: readonly string[]) =>
    placeFinding(code(3), { path, state: compareTexts(before, after) });
  assert.deepEqual(placed(['# new', ...before]), { kind: 'moved', path, lines: { start: 3, end: 4 } });
  assert.deepEqual(placed(['import os', '', 'os.system(quoted(command))', 'done()']), {
    kind: 'changed',
    because: 'edited',
    path,
    lines: { start: 2, end: 3 },
  });
  assert.deepEqual(placed(['import os', '', 'done()']), { kind: 'gone', because: 'code', path });
});

test('a file that is not there is gone; no file and no line are no place', () => {
  assert.deepEqual(placeFinding(code(3), { path, state: 'missing' }), {
    kind: 'gone',
    because: 'file',
    path,
  });
  assert.deepEqual(placeFinding(code(), asScanned), { kind: 'none', path });
  assert.deepEqual(placeFinding({ kind: 'code' }, undefined), { kind: 'none' });
  assert.deepEqual(placeFinding({ kind: 'none' }, undefined), { kind: 'none' });
});

const mappings = { '/code/': 'backend', '/code/web': 'frontend/app', './gen/': '' };

test('mapped prefixes lead where the user says, and never out of the repository', () => {
  assert.equal(filePath('/code/src/a.py', 'shop/api', mappings), 'backend/src/a.py');
  assert.equal(filePath('/code/web/a.ts', 'shop/api', mappings), 'frontend/app/a.ts');
  assert.equal(filePath('/code/website/a.ts', 'shop/api', mappings), 'backend/website/a.ts');
  assert.equal(filePath('./gen/a.ts', 'shop/api', mappings), 'a.ts');
  assert.equal(filePath('/code/../../a', 'shop/api', mappings), undefined);
  assert.equal(filePath('/code/a', 'shop/api', { '/code': '../..' }), undefined);
});

test('a path that git does not know leads to the one file it can mean', () => {
  const index = new PathIndex(['src/App.py', 'backend/src/a.py', 'web/src/a.py', 'backend/src/b.py', 'c.py']);
  assert.equal(index.find('src/App.py'), 'src/App.py');
  assert.equal(index.find('SRC/app.py'), 'src/App.py');
  assert.equal(index.find('src/b.py'), 'backend/src/b.py');
  assert.equal(index.find('b.py'), 'backend/src/b.py');
  assert.equal(index.find('code/backend/src/a.py'), 'backend/src/a.py');
  assert.equal(index.find('app/c.py'), 'c.py');
  assert.equal(index.find('src/a.py'), undefined, 'two may be meant');
  assert.equal(index.find('other/b.py'), undefined, 'another folder');
  assert.equal(index.find('d.py'), undefined);
});

const secret: Finding = { ...bareFinding, type: 'secret_detection' };
const commit = '69e3c122945f18d6dfb3da605cd4afcc31d2e13c';

test('a secret of the history is placed by the commit that brought it in', () => {
  assert.equal(scanCommit(secret), secret.pipeline.sha);
  assert.equal(isInHistory(secret), false);
  const reported: Finding = { ...secret, location: { ...code(1), kind: 'code', commit } };
  assert.equal(scanCommit(reported), commit);
  assert.equal(isInHistory(reported), true);
  const inDatabase = { ...secret, description: 'SSH private key secret has been found in commit 69e3c122.' };
  assert.equal(scanCommit(inDatabase), '69e3c122');
  const here = { ...secret, description: 'A key secret has been found in commit 5c124166.' };
  assert.equal(isInHistory(here), false, 'the commit that was scanned');
  assert.equal(scanCommit({ ...inDatabase, type: 'sast' }), secret.pipeline.sha);
});

test('source files are read in the encodings that editors write', () => {
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
  assert.equal(decodeFile(bytes('héllo', 'utf8')), 'héllo');
  assert.equal(decodeFile(bytes('\uFEFFhi', 'utf8')), 'hi');
  assert.equal(decodeFile(bytes('\uFEFFhi', 'utf16le')), 'hi');
  assert.equal(decodeFile(new Uint8Array([0xfe, 0xff, 0, 0x68])), 'h');
  assert.equal(decodeFile(bytes('h\u00e9', 'latin1')), 'hé');
  assert.equal(decodeFile(new Uint8Array([0x7f, 0x45, 0, 1])), undefined, 'no text');
  assert.equal(decodeFile(new Uint8Array()), '');
});
