// What GitLab said last outlives the window, and is shown where GitLab cannot be reached.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { allProblems } from './support/editor.ts';
import { activated, ready, snapshot } from './support/extension.ts';
import { repository } from './support/git.ts';
import { keptFiles } from './support/keptFiles.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './offline.setup.ts';

const gitlab = outside<Controls>();
const both = ['Rule new', 'Rule old'];
const known = ['src/new.py Rule new is broken.', 'src/old.py Rule old is broken.'];
const unreachable = () => gitlab.fail('*', { kind: 'cut', when: 'before' }, 9999);

const snapshotFiles = () => keptFiles('snapshots') ?? [];

const shown = async () => {
  const { kind, findings } = await snapshot();
  return { kind, titles: findings.map(({ title }) => title).sort() };
};

/** Leaves the branch, whose findings the window forgets, as it forgets everything when it is closed. */
async function leave(): Promise<void> {
  await (await repository()).checkout('local');
  await until(async () => assert.deepEqual((await shown()).titles, []));
}

const comeBack = async () => (await repository()).checkout('feature');

async function online(): Promise<void> {
  await gitlab.recover();
  await comeBack();
  await (await activated()).refresh();
  await ready(both);
  await until(() => assert.equal(snapshotFiles().length, 1));
}

describe('What GitLab said last', function () {
  before(async function () {
    if (keptFiles('snapshots') === undefined) this.skip();
    await ready(both);
  });
  beforeEach(online);

  it('is on disk, without the token', async () => {
    const [file = ''] = snapshotFiles();
    const bytes = readFileSync(file);
    const text = gunzipSync(bytes.subarray(bytes.indexOf(10) + 1)).toString();
    assert.match(text, /Rule new/);
    assert.ok(!text.includes(await gitlab.token()) && !bytes.includes(await gitlab.token()));
  });

  it('is shown on its lines where GitLab cannot be reached', async () => {
    await leave();
    await unreachable();
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: both }));
    await until(() => assert.deepEqual(allProblems(), known));
  });

  it('is shown until the first answer comes, and replaced by it', async () => {
    await leave();
    await gitlab.answerAfter(2500);
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'loading', titles: both }), 2400);
    await until(() => assert.deepEqual(allProblems(), known), 2000);
    await until(async () => assert.deepEqual(await shown(), { kind: 'ready', titles: both }));
  });

  it('is thrown away when its file is damaged', async () => {
    await leave();
    // A write that was under way would mend it.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const [file = ''] = snapshotFiles();
    const bytes = readFileSync(file);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await unreachable();
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: [] }));
    assert.deepEqual(snapshotFiles(), []);
  });

  it('is not shown to whom GitLab refuses', async () => {
    await leave();
    await gitlab.fail('*', { kind: 'status', status: 401, body: { message: '401 Unauthorized' } }, 99);
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: [] }));
    await until(() => assert.deepEqual(snapshotFiles(), []));
  });

  it('is not shown of another project in the same folder', async () => {
    await leave();
    await unreachable();
    await gitlab.setRemote('acme/shop/web');
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: [] }));
    await gitlab.setRemote('acme/shop/api');
  });

  it('is not shown to another account of the same GitLab', async () => {
    const token = process.env['GITLAB_TOKEN'];
    await leave();
    process.env['GITLAB_TOKEN'] = await gitlab.tokenOfRae();
    await unreachable();
    await comeBack();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: [] }));
    await until(() => assert.deepEqual(snapshotFiles(), []));
    process.env['GITLAB_TOKEN'] = token;
  });

  it('goes from the screen where another account is asked with, whatever GitLab answers that one', async () => {
    const token = process.env['GITLAB_TOKEN'];
    process.env['GITLAB_TOKEN'] = 'nobody-s';
    await (await activated()).refresh();
    await until(async () => assert.deepEqual(await shown(), { kind: 'failed', titles: [] }));
    await until(() => assert.deepEqual(allProblems(), []));
    await leave();
    process.env['GITLAB_TOKEN'] = token;
  });

  it('goes with the account', async () => {
    const token = process.env['GITLAB_TOKEN'];
    delete process.env['GITLAB_TOKEN'];
    await leave();
    await until(() => assert.deepEqual(snapshotFiles(), []));
    process.env['GITLAB_TOKEN'] = token;
  });

  it('goes from a workspace that is opened with nobody signed in any more, and source texts with it', async () => {
    const [file = ''] = snapshotFiles();
    const text = join(dirname(file), '../texts/0123456789012345678901234567890123456789');
    const token = process.env['GITLAB_TOKEN'];
    delete process.env['GITLAB_TOKEN'];
    await leave();
    await until(() => assert.deepEqual(snapshotFiles(), []));
    // As another window left them, which did not see the account go.
    for (const left of [file, text]) {
      mkdirSync(dirname(left), { recursive: true });
      writeFileSync(left, 'left behind');
    }
    await comeBack();
    await until(() => assert.deepEqual([keptFiles('snapshots'), keptFiles('texts')], [[], []]));
    process.env['GITLAB_TOKEN'] = token;
  });
});
