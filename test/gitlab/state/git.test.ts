import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffRefsOf } from './diffRefs.ts';
import { at } from '../support/at.ts';
import { rest } from '../support/ask.ts';
import { MadeRepository } from '../support/madeRepository.ts';
import { makeScene } from '../support/scene.ts';

test('a push moves the head; the merge base stays until the branch is rebased', async (t) => {
  const { mergeRequest, repository, base, head } = await makeScene(t);
  assert.deepEqual(diffRefsOf(mergeRequest), { headSha: head.sha, baseSha: base.sha, startSha: base.sha });
  const pushed = repository.commit('feature', { 'src/more.ts': 'more();\n' });
  const moved = repository.commit('main', { 'README.md': 'moved on\n' });
  assert.deepEqual(diffRefsOf(mergeRequest), { headSha: pushed, baseSha: base.sha, startSha: moved });
});

test('a pipeline of an older commit is not the head pipeline any more', async (t) => {
  const { gitlab, token, project, repository } = await makeScene(t);
  const path = `/projects/${project.id}/merge_requests/1`;
  assert.notEqual(at((await rest(gitlab, path, token)).json, 'head_pipeline'), null);
  repository.commit('feature', { 'src/more.ts': 'more();\n' });
  assert.equal(at((await rest(gitlab, path, token)).json, 'head_pipeline'), null);
});

test('a merged results pipeline runs on a commit that no branch has', async (t) => {
  const { gitlab, token, project, mergeRequest, repository, head } = await makeScene(t);
  const moved = repository.commit('main', { 'README.md': 'moved on\n' });
  const merged = gitlab.addPipeline(project, { kind: 'merged_result', mergeRequest });
  assert.ok(![moved, head.sha].includes(merged.sha));
  assert.equal(merged.ref, 'refs/merge-requests/1/merge');
  assert.equal(project.repository?.mergeBase(merged.sha, moved), moved);
  const { json } = await rest(gitlab, `/projects/${project.id}/merge_requests/1`, token);
  assert.equal(at(json, 'head_pipeline.id'), merged.id);
  const file = await rest(
    gitlab,
    `/projects/${project.id}/repository/files/README.md/raw?ref=${merged.sha}`,
    token,
  );
  assert.equal(file.text, 'moved on\n');
});

test('a fork’s merge request has its commits in the target project too', async (t) => {
  const { gitlab, developer, token, project, repository } = await makeScene(t);
  const forked = new MadeRepository();
  t.after(() => {
    forked.remove();
  });
  forked.take(repository.bare);
  const sha = forked.commit('fix', { 'src/fix.ts': 'fix();\n' });
  const members = [[developer, 'maintainer']] as const;
  const fork = gitlab.addProject('dana/api', { repository: forked.bare, forkedFrom: project, members });
  const mergeRequest = gitlab.addMergeRequest(project, { sourceProject: fork, sourceBranch: 'fix' });
  assert.equal(diffRefsOf(mergeRequest)?.headSha, sha);
  const pipeline = gitlab.addPipeline(fork, { ref: 'fix' });
  const { json } = await rest(gitlab, `/projects/${project.id}/merge_requests/${mergeRequest.iid}`, token);
  assert.equal(at(json, 'head_pipeline.id'), pipeline.id);
  assert.equal(at(json, 'source_project_id'), fork.id);
  assert.equal(
    at(await restJson(`/projects/${fork.id}`), 'forked_from_project.path_with_namespace'),
    project.path,
  );

  async function restJson(path: string): Promise<unknown> {
    return (await rest(gitlab, path, token)).json;
  }
});
