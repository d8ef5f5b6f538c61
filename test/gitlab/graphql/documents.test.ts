import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsDocument } from '../../../src/gitlab/documents/findings.ts';
import { overviewDocument } from '../../../src/gitlab/documents/overview.ts';
import { permissionsDocument } from '../../../src/gitlab/documents/recentVersions.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('answers overview, findings and permissions in one request', async () => {
  const { gitlab, token, project, head, base, mergeRequest, repository, stop } = await makeScene();
  const common = { path: project.path, branches: ['feature'] };
  const answer = await graphql(
    gitlab,
    [
      { query: overviewDocument, variables: { ...common, ref: 'feature', base: base.sha, types: ['SAST'] } },
      { query: findingsDocument, variables: { ...common, base: base.sha, states: ['DETECTED'] } },
      { query: permissionsDocument, variables: common },
    ],
    token,
  );
  const [overview, findings, permissions] = answer.json as any[];
  console.log(JSON.stringify(answer.json, null, 1).slice(0, 9000), gitlab.requests);
  void [overview, findings, permissions, head, mergeRequest, repository, assert];
  await stop();
});
