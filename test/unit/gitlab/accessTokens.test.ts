// Tokens of a project or a group: GitLab makes a user of their own for them, who sees that project or group and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../support/run.ts';
import { flawless } from './support/reports.ts';
import { makeStage } from './support/stage.ts';

const jobs = [{ name: 'sast', reports: { sast: flawless(['src/a.ts', 1, 'a']) } }];
const never = new AbortController().signal;

for (const tier of ['ultimate', 'ce'] as const) {
  test(`${tier}: a token of a project brings that project's findings, and no other project's`, async (t) => {
    const stage = await makeStage(t, { tier, version: '19.4.0' }, { base: jobs, head: jobs });
    const { gitlab, project } = stage;
    const other = gitlab.addProject('acme/shop/web');
    const token = gitlab.addAccessToken(project);
    const own = await stage.play(undefined, { token });
    assert.equal(own.kind, 'ready');
    assert.equal(own.findings.length, 1);
    const remotes = [{ name: 'origin', url: `${gitlab.url}/acme/shop/web.git` }];
    const foreign = await stage.play(undefined, { token, head: { remotes } });
    assert.equal(foreign.kind, 'projectNotFound');
    const others = await stage.play(undefined, { token: gitlab.addAccessToken(other), head: { remotes } });
    assert.equal(others.kind, 'noPipeline');
  });

  test(`${tier}: a token of a group brings findings of what is below it, and of nothing beside it`, async (t) => {
    const stage = await makeStage(t, { tier, version: '19.4.0' }, { base: jobs, head: jobs });
    const { gitlab } = stage;
    for (const path of ['acme/shopping', 'acme/shop', 'acme/shop/apis']) {
      const token = gitlab.addAccessToken(gitlab.addGroup(path));
      const { kind } = await stage.play(undefined, { token });
      assert.equal(kind, path === 'acme/shop' ? 'ready' : 'projectNotFound', path);
    }
  });
}

test('whom a token of a project or a group belongs to is told as GitLab calls that user', async (t) => {
  const { gitlab, project } = await makeStage(t, {}, { base: [], head: [] });
  const check = (token: string) => connect({ url: gitlab.url }).checkToken({ url: gitlab.url }, token, never);
  const expiresAt = new Date('2030-03-03T00:00:00Z');
  const { username, ...rest } = await check(gitlab.addAccessToken(project, { expiresAt }));
  assert.match(username ?? '', new RegExp(`^project_${project.id}_bot_[0-9a-f]{32}$`));
  assert.deepEqual(rest, { scopes: ['api'], expiresAt: '2030-03-03' });
  const group = gitlab.addGroup('acme/shop');
  const of = await check(gitlab.addAccessToken(group, { scopes: ['read_api'] }));
  assert.match(of.username ?? '', new RegExp(`^group_${group.id}_bot_[0-9a-f]{32}$`));
  assert.deepEqual(of.scopes, ['read_api']);
});
