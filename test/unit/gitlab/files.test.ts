import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { GitLabClient } from '../../../src/gitlab/gitLabClient.ts';
import { at } from '../../gitlab/support/at.ts';
import { makeScene, type Scene } from '../../gitlab/support/scene.ts';
import type { GitLabOptions } from '../../gitlab/settings.ts';
import { git } from '../../support/run.ts';
import { requesterOf, serve } from './support/transport.ts';

const project = 'acme/shop/api';
const never = new AbortController().signal;
const rawFile = 'GET /api/v4/projects/:id/repository/files/:file_path/raw';
const missing = 'e'.repeat(40);
/** Names that git takes and a URL does not. */
const oddNames = [
  'src/ä 文 😀.ts',
  'a b.txt',
  'c#d.txt',
  'what?.txt',
  '100%.txt',
  '%2e%2e',
  'a+b&c=d.txt',
  '...',
  'x;y,z',
  "it's [1]*.txt",
];

interface Setup extends Scene {
  readonly client: GitLabClient;
  /** A client of somebody else. */
  readonly clientOf: (token: string) => GitLabClient;
  readonly waits: readonly number[];
}

async function setUp(t: TestContext, options: GitLabOptions = {}): Promise<Setup> {
  const scene = await makeScene(t, options);
  const waits: number[] = [];
  const clientOf = (token: string) =>
    new GitLabClient(
      requesterOf(scene.gitlab.url, {
        token: () => Promise.resolve(token),
        wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
      }).requester,
    );
  // As much as the extension asks people for.
  const client = clientOf(scene.gitlab.addToken(scene.developer, { scopes: ['read_api'] }));
  return { ...scene, client, clientOf, waits };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && new TextDecoder().decode(bytes);
}

test('blobs have the ids that git has, and what is no file there is missing', async (t) => {
  for (const options of [{}, { version: '16.3.9', tier: 'ce' }] as const) {
    const { client, gitlab, head, base, repository } = await setUp(t, options);
    const paths = [
      'src/new.ts',
      'src/old.ts',
      'src',
      'src/',
      'gone.ts',
      '../x',
      '/src/old.ts',
      '',
      'src/new.ts',
    ];
    gitlab.resetRequests();
    const ids = await client.blobIds(project, head.sha, paths, never);
    const idOf = (path: string) => git(repository.bare, 'rev-parse', `${head.sha}:${path}`);
    assert.deepEqual(new Map(ids), new Map(['src/new.ts', 'src/old.ts'].map((path) => [path, idOf(path)])));
    assert.deepEqual([...(await client.blobIds(project, base.sha, paths, never)).keys()], ['src/old.ts']);
    assert.deepEqual(
      gitlab.requests.map(({ operationNames }) => operationNames),
      [['BlobIds'], ['BlobIds']],
    );
  }
});

test('250 paths are asked for in three questions side by side, none too complex', async (t) => {
  const { client, gitlab, repository } = await setUp(t);
  const paths = Array.from({ length: 250 }, (_, index) => `many/${index}.ts`);
  const sha = repository.commit('many', Object.fromEntries(paths.map((path) => [path, `${path}\n`])));
  gitlab.resetRequests();
  gitlab.delay('BlobIds', 200);
  const ids = await client.blobIds(project, sha, [...paths, ...paths], never);
  assert.deepEqual(new Set(ids.keys()), new Set(paths));
  assert.equal(new Set(ids.values()).size, 250);
  assert.deepEqual(gitlab.requests.map(({ complexity }) => complexity).sort(), [112, 212, 212]);
  assert.equal(gitlab.roundTrips(), 1);
});

test('no path, no question', async (t) => {
  const { client, gitlab } = await setUp(t);
  gitlab.resetRequests();
  assert.equal((await client.blobIds(project, missing, ['', '../a', '\ud800.ts', 'a\0b'], never)).size, 0);
  for (const path of ['', '.', '..', 'a/../b', 'a//b', '/a', '\ud800.ts', 'a\0b']) {
    assert.equal(await client.fileAt(project, missing, path, never), undefined);
  }
  assert.deepEqual(gitlab.requests, []);
});

test('any name a file may have is asked for as it is', async (t) => {
  const { client, repository } = await setUp(t);
  const sha = repository.commit('odd', Object.fromEntries(oddNames.map((name) => [name, `I am ${name}`])));
  const ids = await client.blobIds(project, sha, oddNames, never);
  assert.deepEqual(new Set(ids.keys()), new Set(oddNames));
  for (const name of oddNames) {
    assert.equal(textOf(await client.fileAt(project, sha, name, never)), `I am ${name}`);
  }
});

test('a file comes in one request, byte by byte as git has it', async (t) => {
  const { client, gitlab, repository } = await setUp(t);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`;
  const files = {
    'image.bin': Uint8Array.from({ length: 70_000 }, (_, index) => index % 256),
    'latin1.txt': Uint8Array.from([0xe4, 0x0d, 0x0a, 0xff]),
    'bom.txt': Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]),
    'empty.txt': '',
    'big.psd': pointer,
    'page.html': '<!DOCTYPE html><html></html>\n',
  };
  const sha = repository.commit('bytes', files);
  for (const [path, content] of Object.entries(files)) {
    gitlab.resetRequests();
    const bytes = await client.fileAt(project, sha, path, never);
    assert.deepEqual(bytes && Buffer.from(bytes), Buffer.from(content as string), path);
    assert.deepEqual(
      gitlab.requests.map((request) => request.path),
      [`/api/v4/projects/acme%2Fshop%2Fapi/repository/files/${path}/raw?ref=${sha}`],
    );
  }
});

test('a missing file, a folder and a missing commit are none', async (t) => {
  const { client, head } = await setUp(t);
  assert.equal(await client.fileAt(project, head.sha, 'gone.ts', never), undefined);
  assert.equal(await client.fileAt(project, head.sha, 'src', never), undefined);
  assert.equal(await client.fileAt(project, missing, 'src/new.ts', never), undefined);
  assert.equal((await client.blobIds(project, missing, ['src/new.ts'], never)).size, 0);
});

test('20 MB are the most that is read of a file', async (t) => {
  const { client, repository } = await setUp(t);
  const most = 20 * 1024 * 1024;
  const sha = repository.commit('large', { most: new Uint8Array(most), more: new Uint8Array(most + 1) });
  assert.equal((await client.fileAt(project, sha, 'most', never))?.length, most);
  assert.equal(await client.fileAt(project, sha, 'more', never), undefined);
  assert.equal((await client.blobIds(project, sha, ['most', 'more'], never)).size, 2);
});

test('the commit of a merged results pipeline is in no clone, but GitLab has it', async (t) => {
  const { client, gitlab, mergeRequest, repository, ...scene } = await setUp(t);
  repository.commit('main', { 'README.md': 'moved on\n' });
  const merged = gitlab.addPipeline(scene.project, { kind: 'merged_result', mergeRequest });
  git(repository.clone, 'fetch', '--quiet', '--prune', 'origin');
  assert.throws(() => git(repository.clone, 'cat-file', '-e', merged.sha));
  const ids = await client.blobIds(project, merged.sha, ['README.md', 'src/new.ts', 'src/old.ts'], never);
  for (const [path, id] of ids) assert.equal(id, git(repository.bare, 'rev-parse', `${merged.sha}:${path}`));
  assert.equal(ids.size, 3);
  assert.equal(textOf(await client.fileAt(project, merged.sha, 'README.md', never)), 'moved on\n');
  assert.equal(textOf(await client.fileAt(project, merged.sha, 'src/new.ts', never)), 'fresh();\n');
  // The next one takes over the ref; findings of this one are still about its own commit.
  repository.commit('main', { 'README.md': 'and on\n' });
  gitlab.addPipeline(scene.project, { kind: 'merged_result', mergeRequest });
  assert.equal(textOf(await client.fileAt(project, merged.sha, 'README.md', never)), 'moved on\n');
});

test('who may not see the code is told of no file', async (t) => {
  const { clientOf, gitlab, head, project: made } = await setUp(t);
  const guest = gitlab.addUser('gwen');
  gitlab.setRole(made, guest, 'guest');
  const asGuest = clientOf(gitlab.addToken(guest));
  const stranger = clientOf(gitlab.addToken(gitlab.addUser('sam')));
  for (const client of [asGuest, stranger]) {
    assert.equal((await client.blobIds(project, head.sha, ['src/new.ts'], never)).size, 0);
  }
  assert.equal(await stranger.fileAt(project, head.sha, 'src/new.ts', never), undefined);
  await assert.rejects(asGuest.fileAt(project, head.sha, 'src/new.ts', never), { code: 'forbidden' });
  const narrow = clientOf(gitlab.addToken(guest, { scopes: ['read_user'] }));
  await assert.rejects(narrow.fileAt(project, head.sha, 'a', never), { code: 'insufficientScope' });
  await assert.rejects(narrow.blobIds(project, head.sha, ['a'], never), { code: 'insufficientScope' });
});

const calls: readonly (readonly [
  string,
  (client: GitLabClient, sha: string, signal: AbortSignal) => Promise<unknown>,
])[] = [
  ['BlobIds', (client, sha, signal) => client.blobIds(project, sha, ['src/new.ts'], signal)],
  [rawFile, (client, sha, signal) => client.fileAt(project, sha, 'src/new.ts', signal)],
];

for (const [target, call] of calls) {
  test(`${target}: a server in trouble is asked again, three times at most`, async (t) => {
    const { client, gitlab, head, waits } = await setUp(t);
    const expected = await call(client, head.sha, never);
    gitlab.resetRequests();
    gitlab.fail(target, { kind: 'status', status: 502 }, 2);
    assert.deepEqual(await call(client, head.sha, never), expected);
    assert.equal(gitlab.requests.length, 3);
    assert.equal(waits.length, 2);
    gitlab.fail(target, { kind: 'status', status: 503 }, 3);
    await assert.rejects(call(client, head.sha, never), { code: 'serverError' });
    assert.equal(gitlab.requests.length, 6);
  });

  test(`${target}: abort ends it with its own reason`, async (t) => {
    const { client, gitlab, head } = await setUp(t);
    const reason = new Error('overtaken');
    gitlab.resetRequests();
    gitlab.delay(target, 60_000);
    const controller = new AbortController();
    const asked = call(client, head.sha, controller.signal);
    setTimeout(() => controller.abort(reason), 50);
    await assert.rejects(asked, (error) => error === reason);
    assert.equal(gitlab.requests.length, 1);
    await assert.rejects(call(client, head.sha, AbortSignal.abort(reason)), (error) => error === reason);
    assert.equal(gitlab.requests.length, 1);
  });

  test(`${target}: a sign-in page is no answer`, async (t) => {
    const { client, gitlab, head } = await setUp(t);
    gitlab.fail(target, { kind: 'html' });
    await assert.rejects(call(client, head.sha, never), { code: 'unexpectedAnswer' });
    assert.ok(await call(client, head.sha, never));
  });
}

test('one part that fails fails the whole, since a missing id would say that the file is gone', async (t) => {
  const { client, gitlab, head } = await setUp(t);
  const paths = ['src/new.ts', ...Array.from({ length: 150 }, (_, index) => `${index}.ts`)];
  gitlab.fail('BlobIds', { kind: 'status', status: 403 });
  await assert.rejects(client.blobIds(project, head.sha, paths, never), { code: 'forbidden' });
});

test('an answer with holes in it gives what there is', async (t) => {
  const nodes = [null, { oid: '1', path: 'a' }];
  for (const [answer, size] of [
    [{ project: null }, 0],
    [{ project: { repository: null } }, 0],
    [{ project: { repository: { blobs: { nodes: null } } } }, 0],
    [{ project: { repository: { blobs: { nodes } } } }, 1],
  ] as const) {
    const url = await serve(t, (_, response) => response.end(JSON.stringify({ data: answer })));
    const client = new GitLabClient(requesterOf(url).requester);
    const ids = await client.blobIds(project, missing, ['a'], never);
    assert.equal(ids.size, size, JSON.stringify(answer));
    assert.equal(ids.get('a'), size === 1 ? at(nodes, '1.oid') : undefined);
  }
});

test('no list of blobs is no empty list', async (t) => {
  const answer = { data: { project: { repository: { blobs: null } } }, errors: [{ message: 'Timeout' }] };
  const url = await serve(t, (_, response) => response.end(JSON.stringify(answer)));
  const client = new GitLabClient(requesterOf(url).requester);
  await assert.rejects(client.blobIds(project, missing, ['a'], never), { code: 'unexpectedAnswer' });
});
