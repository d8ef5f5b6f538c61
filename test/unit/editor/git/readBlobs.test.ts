import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { test, type TestContext } from 'node:test';

import { readBlobs } from '../../../../src/editor/git/readBlobs.ts';
import { gitRunner } from '../../../../src/editor/git/runGit.ts';
import { MadeRepository } from '../../../gitlab/support/madeRepository.ts';

const never = new AbortController().signal;
const runGit = gitRunner('git');

function made(t: TestContext): MadeRepository {
  const repository = new MadeRepository();
  t.after(() => repository.remove());
  return repository;
}

test('a link is what it leads to, and one that leads nowhere spoils nothing after it', async (t) => {
  const repository = made(t);
  mkdirSync(`${repository.clone}/src`);
  symlinkSync('src', `${repository.clone}/folder`);
  symlinkSync('src/a.ts', `${repository.clone}/file`);
  symlinkSync('src/none.ts', `${repository.clone}/dangling`);
  symlinkSync('/etc/hosts', `${repository.clone}/outside`);
  symlinkSync('loop', `${repository.clone}/loop`);
  const commit = repository.commit('main', { 'src/a.ts': 'a()\n' });
  const paths = ['folder/a.ts', 'dangling', 'file', 'outside', 'loop', 'src/a.ts/none', 'none', 'src/a.ts'];
  const names = paths.map((path) => `${commit}:${path}`);
  const blobs = await readBlobs(repository.clone, names, runGit, never);
  const found = [...blobs].map(([name, bytes]) => [name.split(':')[1], Buffer.from(bytes).toString()]);
  assert.deepEqual(found, [
    ['folder/a.ts', 'a()\n'],
    ['file', 'a()\n'],
    ['src/a.ts', 'a()\n'],
  ]);
});

test('more than may be read at once is read in parts, without what is too much by itself', async (t) => {
  const repository = made(t);
  const idOf = (megabytes: number, letter: string) =>
    execFileSync('git', ['hash-object', '-w', '--stdin'], {
      cwd: repository.clone,
      input: letter.repeat(megabytes * 1024 * 1024),
    })
      .toString()
      .trim();
  const ids = [idOf(30, 'a'), idOf(70, 'b'), idOf(30, 'c'), idOf(30, 'd')];
  const blobs = await readBlobs(repository.clone, ids, runGit, never);
  assert.deepEqual([...blobs.keys()], [ids[0], ids[2], ids[3]]);
});

test('without a repository nothing is known', async () => {
  assert.equal((await readBlobs('/', ['HEAD:a', 'HEAD:b'], runGit, never)).size, 0);
});
