import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GitLab } from '../gitLab.ts';
import type { Project } from '../state/project.ts';
import type { Pipeline } from '../state/pipeline.ts';
import { at, listAt } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { sastReport } from '../support/reports.ts';
import { makeScene } from '../support/scene.ts';

const query = `query Page($path: ID!, $iid: ID!, $first: Int, $after: String, $states: [VulnerabilityState!]) {
  project(fullPath: $path) { pipeline(iid: $iid) {
    securityReportFindings(first: $first, after: $after, state: $states) {
      pageInfo { hasNextPage endCursor }
      nodes { uuid title state dismissalReason stateComment issueLinks { nodes { issue { iid webUrl } } } vulnerability { id } }
    } } } }`;
const found = 'data.project.pipeline.securityReportFindings';

async function ask(gitlab: GitLab, token: string, project: Project, pipeline: Pipeline, more: object = {}) {
  const variables = { path: project.path, iid: String(pipeline.iid), ...more };
  return (await graphql(gitlab, { query, variables }, token)).json;
}

test('pages follow each other without gap or overlap', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const many = Array.from({ length: 250 }, (_, index) => ['a.ts', index + 1, `r${index}`] as const);
  const pipeline = gitlab.addPipeline(project, {
    jobs: [{ name: 'sast', reports: { sast: sastReport(...many) } }],
  });
  const titles: unknown[] = [];
  let after: unknown = null;
  do {
    const json: unknown = await ask(gitlab, token, project, pipeline, { first: 100, after });
    titles.push(...listAt(json, `${found}.nodes`).map((node) => at(node, 'title')));
    after =
      at(json, `${found}.pageInfo.hasNextPage`) === true ? at(json, `${found}.pageInfo.endCursor`) : null;
  } while (after !== null);
  assert.equal(titles.length, 250);
  assert.equal(new Set(titles).size, 250);
});

test('a dismissed finding is left out unless asked for, in every pipeline that has it', async (t) => {
  const { gitlab, token, project, developer, head, base } = await makeScene(t);
  const [old] = gitlab.findingsOf(base);
  assert.ok(old?.uuid);
  gitlab.dismiss(old.uuid, { reason: 'used_in_tests', comment: 'only there', by: developer });
  const open = await ask(gitlab, token, project, head);
  assert.deepEqual(
    listAt(open, `${found}.nodes`).map((node) => at(node, 'title')),
    ['Rule new'],
  );
  const dismissed = await ask(gitlab, token, project, head, { states: ['DISMISSED'] });
  assert.equal(at(dismissed, `${found}.nodes.0.dismissalReason`), 'USED_IN_TESTS');
  assert.equal(at(dismissed, `${found}.nodes.0.stateComment`), 'only there');
});

test('an issue made from a finding is linked and confirms it', async (t) => {
  const { gitlab, token, project, head } = await makeScene(t);
  const fresh = gitlab.findingsOf(head).find(({ title }) => title === 'Rule new');
  assert.ok(fresh?.uuid);
  gitlab.addIssue(fresh.uuid);
  const json = await ask(gitlab, token, project, head, { states: ['CONFIRMED'] });
  assert.equal(at(json, `${found}.nodes.0.issueLinks.nodes.0.issue.iid`), '1');
  assert.match(String(at(json, `${found}.nodes.0.vulnerability.id`)), /^gid:\/\/gitlab\/Vulnerability\/\d+$/);
});

test('only developers see findings, and only with a licence', async (t) => {
  for (const [tier, role, expected] of [
    ['ultimate', 'developer', 2],
    ['ultimate', 'reporter', null],
    ['free', 'maintainer', null],
  ] as const) {
    const { gitlab, project, head } = await makeScene(t, { tier });
    const user = gitlab.addUser('someone');
    gitlab.setRole(project, user, role);
    const json = await ask(gitlab, gitlab.addToken(user), project, head);
    const answer = at(json, found);
    assert.equal(answer === null ? null : listAt(answer, 'nodes').length, expected, `${tier} ${role}`);
    assert.equal(at(json, 'errors'), undefined);
  }
});

test('reports are read when the pipeline has finished, not before', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const pipeline = gitlab.addPipeline(project, {
    status: 'running',
    jobs: [{ name: 'sast', status: 'success', reports: { sast: sastReport(['a.ts', 1, 'r']) } }],
  });
  assert.deepEqual(listAt(await ask(gitlab, token, project, pipeline), `${found}.nodes`), []);
  gitlab.finishPipeline(pipeline);
  assert.equal(listAt(await ask(gitlab, token, project, pipeline), `${found}.nodes`).length, 1);
});

test('findings of child pipelines are the parent’s since 18', async (t) => {
  for (const [version, expected] of [
    ['16.3.9', 0],
    ['18.8.2', 1],
  ] as const) {
    const { gitlab, token, project } = await makeScene(t, { version });
    const jobs = [{ name: 'sast', reports: { sast: sastReport(['a.ts', 1, 'r']) } }];
    const parent = gitlab.addPipeline(project, { children: [{ jobs }] });
    assert.equal(
      listAt(await ask(gitlab, token, project, parent), `${found}.nodes`).length,
      expected,
      version,
    );
  }
});
