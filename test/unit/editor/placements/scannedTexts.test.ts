import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test, type TestContext } from 'node:test';

import { readBlobs } from '../../../../src/editor/git/readBlobs.ts';
import { gitRunner } from '../../../../src/editor/git/runGit.ts';
import {
  ScannedTexts,
  nameOf,
  type BlobStore,
  type Root,
} from '../../../../src/editor/placements/scannedTexts.ts';
import { makeScene } from '../../../gitlab/support/scene.ts';
import { connect } from '../../../support/run.ts';

const never = new AbortController().signal;
const runGit = gitRunner('git');
const ports = {
  readBlobs: (root: Root, names: readonly string[], signal: AbortSignal) =>
    readBlobs(root.fsPath, names, runGit, signal),
};

/** A disk that another window can look at. */
class Disk implements BlobStore {
  readonly files = new Map<string, Uint8Array>();
  get(id: string) {
    return Promise.resolve(this.files.get(id));
  }
  put(id: string, bytes: Uint8Array) {
    return Promise.resolve(void this.files.set(id, bytes));
  }
  forget() {
    this.files.clear();
    return Promise.resolve();
  }
}

/** A clone of depth 1, of a branch whose first commit changed one file that the second changes again. */
async function shallow(t: TestContext) {
  const scene = await makeScene(t, { tier: 'free' });
  const { repository, gitlab, token } = scene;
  const same = 'same()\n';
  const scanned = repository.commit('deep', { 'src/a.ts': 'one()\r\ntwo()\r\n', 'src/same.ts': same });
  repository.commit('deep', { 'src/a.ts': 'zero()\none()\ntwo()\n' });
  const clone = join(repository.folder, 'shallow');
  const from = pathToFileURL(repository.bare).href;
  execFileSync('git', ['clone', '--quiet', '--depth', '1', '--branch', 'deep', from, clone]);
  const client = await connect({ url: gitlab.url, token }).connect({ url: gitlab.url });
  const root = { fsPath: clone, toString: () => pathToFileURL(clone).href };
  const remote = { gitlab: () => Promise.resolve(client), path: 'acme/shop/api' };
  const asked = () => gitlab.requests.map(({ operationNames, template }) => operationNames[0] ?? template);
  gitlab.resetRequests();
  return { gitlab, root, remote, scanned, asked };
}

const at = (commit: string, ...paths: readonly string[]) => paths.map((path) => ({ commit, path }));

test('a text that is here costs GitLab nothing; one that is only there is fetched once, by id where that is here', async (t) => {
  const { root, remote, scanned, asked, gitlab } = await shallow(t);
  const disk = new Disk();
  const texts = new ScannedTexts(ports, disk);
  const files = at(scanned, 'src/a.ts', 'src/same.ts', 'src/none.ts');
  assert.equal((await texts.read(root, files, undefined, never)).size, 0, 'nothing without GitLab');

  const found = await texts.read(root, files, remote, never);
  assert.deepEqual(found.get(nameOf({ commit: scanned, path: 'src/a.ts' })), ['one()', 'two()', '']);
  assert.deepEqual(found.get(nameOf({ commit: scanned, path: 'src/same.ts' })), ['same()', '']);
  assert.equal(found.size, 2);
  assert.deepEqual(asked(), ['BlobIds', '/api/v4/projects/:id/repository/files/:file_path/raw']);

  gitlab.resetRequests();
  assert.equal((await texts.read(root, files, remote, never)).size, 2);
  assert.deepEqual(asked(), [], 'remembered');

  const nextWindow = new ScannedTexts(ports, disk);
  assert.equal((await nextWindow.read(root, files, remote, never)).size, 2);
  assert.deepEqual(asked(), ['BlobIds'], 'its text was kept');

  await texts.forget();
  assert.equal(disk.files.size, 0);
  gitlab.resetRequests();
  assert.equal((await texts.read(root, files, remote, never)).size, 2);
  assert.equal(asked().length, 2, 'nothing is remembered of what somebody else was given');
});

test('of a commit that is here nothing is asked, not even for files it does not have', async (t) => {
  const { root, remote, asked } = await shallow(t);
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root.fsPath, encoding: 'utf8' }).trim();
  const texts = new ScannedTexts(ports, new Disk());
  const found = await texts.read(root, at(head, 'src/a.ts', 'src/none.ts'), remote, never);
  assert.deepEqual([...found.values()], [['zero()', 'one()', 'two()', '']]);
  assert.deepEqual(asked(), []);
});

test('what GitLab fails to give is asked for another time', async (t) => {
  const { root, remote, scanned, gitlab } = await shallow(t);
  const texts = new ScannedTexts(ports, new Disk());
  gitlab.fail('BlobIds', { kind: 'status', status: 403 });
  await assert.rejects(texts.read(root, at(scanned, 'src/a.ts'), remote, never));
  gitlab.recover();
  assert.equal((await texts.read(root, at(scanned, 'src/a.ts'), remote, never)).size, 1);
});

test('many texts are taken in turns, between which everything else gets its own', async () => {
  const bytes = Buffer.from('    return compute(request.arguments)\n'.repeat(5000));
  const readBlobs = (_: Root, names: readonly string[]) =>
    Promise.resolve(new Map(names.map((name) => [name, bytes])));
  const texts = new ScannedTexts({ readBlobs }, new Disk());
  const files = at('a'.repeat(40), ...Array.from({ length: 200 }, (_, index) => `${index}.ts`));
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const found = await texts.read({ fsPath: '/', toString: () => 'file:///' }, files, undefined, never);
  clearInterval(others);
  assert.equal(found.size, 200);
  assert.ok(turns >= 3, `${turns} turns`);
});

test('whole files are given to the last byte, from here and from GitLab', async (t) => {
  const { root, remote, scanned } = await shallow(t);
  const texts = new ScannedTexts(ports, new Disk());
  const found = await texts.bytes(root, at(scanned, 'src/a.ts', 'src/same.ts', 'src/none.ts'), remote, never);
  const plain = [...found].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
  assert.deepEqual(Object.fromEntries(plain), {
    [`${scanned}:src/a.ts`]: 'one()\r\ntwo()\r\n',
    [`${scanned}:src/same.ts`]: 'same()\n',
  });
});
