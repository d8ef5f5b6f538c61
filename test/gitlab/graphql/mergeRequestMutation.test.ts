import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipeline } from '../state/pipeline.ts';
import { at } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { sastReport } from '../support/reports.ts';
import { makeScene } from '../support/scene.ts';

const patch = `diff --git a/src/old.ts b/src/old.ts
--- a/src/old.ts
+++ b/src/old.ts
@@ -1 +1 @@
-old();
+safe();
`;

const query = `mutation Resolve($uuid: String!) { securityFindingCreateMergeRequest(input: { uuid: $uuid }) {
  errors mergeRequest { iid title sourceBranch targetBranch diffHeadSha } } }`;

test('a remediation becomes a branch with a real commit, and a merge request to the default branch', async (t) => {
  const { gitlab, token, project, developer, mergeRequest } = await makeScene(t);
  gitlab.setRole(project, developer, 'maintainer');
  const remediated = (diff: string) => {
    const report = { ...sastReport(['src/old.ts', 1, 'old']) };
    const fix = { fixes: [{ id: 'finding-0' }], summary: 'Safe', diff: Buffer.from(diff).toString('base64') };
    const jobs = [{ name: 'sast', reports: { sast: { ...report, remediations: [fix] } } }];
    return gitlab.addPipeline(project, { mergeRequest, jobs });
  };
  const ask = async ({ findings }: Pipeline) =>
    at(
      (await graphql(gitlab, { query, variables: { uuid: findings[0]?.uuid } }, token)).json,
      'data.securityFindingCreateMergeRequest',
    );

  const { repository } = project;
  assert.ok(repository);
  const main = repository.branch('main');
  const pipeline = remediated(patch);
  const made = await ask(pipeline);
  assert.deepEqual(at(made, 'errors'), []);
  assert.equal(at(made, 'mergeRequest.title'), 'Resolve vulnerability: Rule old');
  const branch = String(at(made, 'mergeRequest.sourceBranch'));
  assert.match(branch, /^remediate\/rule-old-D\d{8}T\d{6}$/);
  assert.equal(at(made, 'mergeRequest.targetBranch'), 'main');
  const sha = repository.branch(branch) ?? '';
  assert.equal(at(made, 'mergeRequest.diffHeadSha'), sha);
  assert.equal(repository.file(sha, 'src/old.ts')?.toString(), 'safe();\n');
  assert.equal(repository.commit(`${sha}^`), main);
  assert.equal(repository.branch('main'), main);
  const ofFinding = gitlab.mergeRequests(project).at(-1);
  const read = `query Read($path: ID!, $iid: ID!, $uuid: String!) { project(fullPath: $path) { pipeline(iid: $iid) {
    securityReportFinding(uuid: $uuid) { mergeRequest { iid } vulnerability { mergeRequest { iid } } } } } }`;
  const variables = { path: project.path, iid: String(pipeline.iid), uuid: pipeline.findings[0]?.uuid };
  const told = await graphql(gitlab, { query: read, variables }, token);
  const iid = String(ofFinding?.iid);
  assert.deepEqual(at(told.json, 'data.project.pipeline.securityReportFinding'), {
    mergeRequest: { iid },
    vulnerability: { mergeRequest: { iid } },
  });
  assert.ok(ofFinding?.removeSourceBranch);

  const count = gitlab.mergeRequests(project).length;
  assert.deepEqual(at(await ask(remediated(patch.replace('old();', 'other();'))), 'errors'), [
    'Unable to apply patch',
  ]);
  const bare = gitlab.addPipeline(project, {
    mergeRequest,
    jobs: [{ name: 'sast', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } }],
  });
  assert.deepEqual(await ask(bare), {
    errors: ['No remediations available for merge request'],
    mergeRequest: null,
  });
  assert.equal(gitlab.mergeRequests(project).length, count);
});
