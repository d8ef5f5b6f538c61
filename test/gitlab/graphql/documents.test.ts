import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsDocument } from '../../../src/gitlab/documents/findings.ts';
import { overviewDocument } from '../../../src/gitlab/documents/overview.ts';
import { scansDocument } from '../../../src/gitlab/documents/scans.ts';
import { at, listAt } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

const mergeRequests = 'data.project.mergeRequests.nodes';

test('tells a merge request, its pipelines and the report artifacts of their jobs', async (t) => {
  const { gitlab, token, project, head, base, repository } = await makeScene(t, { subPath: '/gitlab' });
  const variables = {
    path: project.path,
    branches: ['feature'],
    ref: 'feature',
    base: base.sha,
    types: ['SAST'],
  };
  const { json } = await graphql(gitlab, { query: overviewDocument, variables }, token);
  assert.equal(at(json, 'errors'), undefined);
  assert.equal(at(json, 'data.metadata.version'), '18.8.2-ee');
  const mergeRequest = at(json, `${mergeRequests}.0`);
  assert.equal(at(mergeRequest, 'webUrl'), `${gitlab.url}/acme/shop/api/-/merge_requests/1`);
  assert.equal(at(mergeRequest, 'diffHeadSha'), head.sha);
  assert.equal(at(mergeRequest, 'diffRefs.baseSha'), base.sha);
  assert.equal(at(mergeRequest, 'headPipeline.id'), `gid://gitlab/Ci::Pipeline/${head.id}`);
  const pipeline = at(mergeRequest, 'pipelines.nodes.0');
  assert.equal(at(pipeline, 'ref'), 'refs/merge-requests/1/head');
  assert.equal(at(pipeline, 'mergeRequestEventType'), 'DETACHED');
  assert.equal(at(pipeline, 'jobs.nodes.0.artifacts.nodes.0.fileType'), 'SAST');
  assert.equal(at(json, 'data.project.base.nodes.0.sha'), base.sha);
  assert.equal(repository.commit('other', {}).length, 40);
});

test('tells findings of head and base by the same uuids, lines as text', async (t) => {
  const { gitlab, token, project, base, head } = await makeScene(t);
  const variables = { path: project.path, branches: ['feature'], base: base.sha };
  const { json } = await graphql(gitlab, { query: findingsDocument, variables }, token);
  assert.equal(at(json, 'errors'), undefined);
  const headPipeline = at(json, `${mergeRequests}.0.headPipeline`);
  const found = listAt(headPipeline, 'securityReportFindings.nodes');
  assert.deepEqual(
    found.map((finding) => at(finding, 'title')),
    ['Rule old', 'Rule new'],
  );
  assert.equal(at(found[0], 'location.startLine'), '1');
  const inBase = at(json, 'data.project.base.nodes.0.securityReportFindings.nodes.0.uuid');
  assert.equal(inBase, at(found[0], 'uuid'));
  const { added, existing, fixed } = gitlab.compare(head, base);
  assert.deepEqual(
    [added, existing, fixed].map((list) => list.map(({ title }) => title)),
    [['Rule new'], ['Rule old'], []],
  );
});

test('tells what became of each scan', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const variables = { path: project.path, branches: ['feature'] };
  const { json } = await graphql(gitlab, { query: scansDocument, variables }, token);
  const summary = at(json, `${mergeRequests}.0.headPipeline.securityReportSummary`);
  assert.equal(at(summary, 'sast.vulnerabilitiesCount'), 2);
  assert.deepEqual(at(summary, 'sast.scans.nodes.0'), {
    name: 'semgrep-sast',
    status: 'SUCCEEDED',
    errors: [],
  });
  assert.equal(at(summary, 'dast'), null);
});

test('the Community Edition answers the overview and refuses the findings', async (t) => {
  const { gitlab, token, project, base } = await makeScene(t, { tier: 'ce' });
  const variables = {
    path: project.path,
    branches: ['feature'],
    ref: 'feature',
    base: base.sha,
    types: ['SAST'],
  };
  const { json, status } = await graphql(
    gitlab,
    [
      { query: overviewDocument, variables },
      { query: findingsDocument, variables },
    ],
    token,
  );
  assert.equal(status, 200);
  assert.equal(at(json, '0.data.metadata.version'), '18.8.2');
  assert.equal(
    at(json, `0.${mergeRequests}.0.pipelines.nodes.0.jobs.nodes.0.artifacts.nodes.0.fileType`),
    'SAST',
  );
  assert.equal(at(json, '1.data'), undefined);
  const error = listAt(json, '1.errors').find(
    (one) => at(one, 'extensions.fieldName') === 'securityReportFindings',
  );
  assert.equal(at(error, 'message'), "Field 'securityReportFindings' doesn't exist on type 'Pipeline'");
  assert.deepEqual(at(error, 'extensions'), {
    code: 'undefinedField',
    typeName: 'Pipeline',
    fieldName: 'securityReportFindings',
  });
  assert.deepEqual(at(error, 'path.0'), 'query Findings');
});

test('a field that 16.3 lacks fails validation there', async (t) => {
  const query = 'query Fork($path: ID!) { project(fullPath: $path) { forkedFrom { fullPath } } }';
  for (const [version, isKnown] of [
    ['16.3.9', false],
    ['18.8.2', true],
  ] as const) {
    const { gitlab, token, project } = await makeScene(t, { version });
    const { json } = await graphql(gitlab, { query, variables: { path: project.path } }, token);
    assert.equal(at(json, 'errors') === undefined, isKnown, version);
  }
});
