import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { checkOnDisk } from '../../../../../src/editor/settling/remediations/checkOnDisk.ts';

/** A repository beside something that is none of its business. */
function folders(t: TestContext): { readonly root: string; readonly outside: string } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'disk-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [root, outside] = [join(folder, 'root'), join(folder, 'outside')];
  for (const each of [join(root, 'src'), outside]) mkdirSync(each, { recursive: true });
  writeFileSync(join(root, 'src/a.txt'), 'a\n');
  writeFileSync(join(outside, 'b.txt'), 'b\n');
  return { root, outside };
}

async function flawOf(root: string, path: string, workspace: readonly string[] = [root]): Promise<unknown> {
  const refusal = await checkOnDisk(root, workspace, [path]);
  return refusal && 'flaw' in refusal ? refusal.flaw : refusal;
}

test('ordinary files are fine, there or not, also where the repository was opened through a link', async (t) => {
  const { root, outside } = folders(t);
  symlinkSync(root, join(outside, 'through'));
  for (const path of ['src/a.txt', 'src/new.txt', 'new/folder/x.txt']) {
    assert.equal(await flawOf(root, path), undefined);
    assert.equal(await flawOf(join(outside, 'through'), path), undefined);
  }
});

test('no link is followed, wherever it leads and wherever on the way it is', async (t) => {
  const { root, outside } = folders(t);
  symlinkSync(outside, join(root, 'out'));
  symlinkSync('src', join(root, 'inside'));
  symlinkSync(join(outside, 'b.txt'), join(root, 'src/b.txt'));
  symlinkSync(join(outside, 'none'), join(root, 'dangling'));
  symlinkSync('.git', join(root, 'innocent'));
  for (const path of [
    'out/b.txt',
    'out/new.txt',
    'out/deep/new.txt',
    'inside/a.txt',
    'src/b.txt',
    'dangling',
    'dangling/x',
    'innocent/config',
  ])
    assert.equal(await flawOf(root, path), 'link', path);
});

test('what is no file is left alone', async (t) => {
  const { root } = folders(t);
  assert.equal(await flawOf(root, 'src'), 'special');
  assert.equal(await flawOf(root, 'src/a.txt/b'), 'special');
});

test('a repository below the files is git’s, whatever its folder is called', async (t) => {
  const { root } = folders(t);
  for (const name of ['objects', 'refs', 'hooks']) mkdirSync(join(root, 'store', name), { recursive: true });
  writeFileSync(join(root, 'store/HEAD'), 'ref: refs/heads/main\n');
  assert.equal(await flawOf(root, 'store/hooks/pre-commit'), 'git');
  assert.equal(await flawOf(root, 'store/config'), 'git');
});

test('a repository may reach beyond the folders that are open', async (t) => {
  const { root, outside } = folders(t);
  assert.equal(await flawOf(root, 'src/a.txt', [join(root, 'src')]), undefined);
  assert.equal(await flawOf(root, 'other/a.txt', [join(root, 'src')]), 'outside');
  assert.equal(await flawOf(root, 'src2/a.txt', [join(root, 'src')]), 'outside');
  assert.equal(await flawOf(root, 'src/a.txt', [outside, join(outside, 'gone')]), 'outside');
  assert.equal(await flawOf(root, 'src/a.txt', []), 'outside');
});
