import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GitLabOptions } from '../settings.ts';
import type { Role } from '../state/role.ts';
import { at, listAt } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene, type Scene } from '../support/scene.ts';

const notAvailable =
  "The resource that you are attempting to access does not exist or you don't have permission to perform this action";

const finding = `securityFinding { uuid state stateComment dismissalReason dismissedAt dismissedBy { username }
  mergeRequest { iid } issueLinks { nodes { linkType issue { iid title confidential } } } vulnerability { id presentOnDefaultBranch } }`;
const vulnerability = `vulnerability { id state stateComment dismissalReason }`;

interface Asked {
  readonly scene: Scene;
  readonly uuid: string;
  readonly mutate: (name: string, input: object, fields: string, token?: string) => Promise<unknown>;
  readonly read: (pipelineIid?: number) => Promise<unknown>;
}

async function setUp(
  t: Parameters<typeof makeScene>[0],
  role: Role = 'maintainer',
  options: GitLabOptions = {},
): Promise<Asked> {
  const scene = await makeScene(t, options);
  const { gitlab, project, developer, token, head } = scene;
  gitlab.setRole(project, developer, role);
  const uuid = head.findings.find(({ title }) => title === 'Rule new')?.uuid ?? '';
  const mutate = async (name: string, input: object, fields: string, by = token) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation Write($input: ${type}!) { ${name}(input: $input) { errors ${fields} } }`;
    const { status, json } = await graphql(gitlab, { query, variables: { input } }, by);
    assert.equal(status, 200);
    return at(json, 'errors') === undefined ? at(json, `data.${name}`) : json;
  };
  const read = async (iid = head.iid) => {
    const query = `query Read($path: ID!, $iid: ID!, $uuid: String!) { project(fullPath: $path) { pipeline(iid: $iid) { ${finding.replace('securityFinding', 'securityReportFinding(uuid: $uuid)')} } } }`;
    const variables = { path: project.path, iid: String(iid), uuid };
    const { json } = await graphql(gitlab, { query, variables }, token);
    assert.equal(at(json, 'errors'), undefined);
    return at(json, 'data.project.pipeline.securityReportFinding');
  };
  return { scene, uuid, mutate, read };
}

test('a dismissal is told by every later read, in later pipelines too, and can be taken back', async (t) => {
  const { scene, uuid, mutate, read } = await setUp(t);
  const { gitlab, project, mergeRequest, head } = scene;
  const dismissed = await mutate(
    'securityFindingDismiss',
    { uuid, comment: 'only in tests', dismissalReason: 'USED_IN_TESTS' },
    `uuid ${finding}`,
  );
  assert.deepEqual(at(dismissed, 'errors'), []);
  assert.equal(at(dismissed, 'uuid'), uuid);
  const jobs = head.jobs.map((job) => ({
    name: job.name,
    reports: { sast: job.artifacts[0]?.bytes ?? '' },
  }));
  const later = gitlab.addPipeline(project, { mergeRequest, jobs });
  for (const told of [at(dismissed, 'securityFinding'), await read(), await read(later.iid)]) {
    assert.equal(at(told, 'state'), 'DISMISSED');
    assert.equal(at(told, 'stateComment'), 'only in tests');
    assert.equal(at(told, 'dismissalReason'), 'USED_IN_TESTS');
    assert.equal(at(told, 'dismissedBy.username'), 'dana');
    assert.ok(Date.parse(String(at(told, 'dismissedAt'))) <= Date.now());
    assert.equal(at(told, 'vulnerability.presentOnDefaultBranch'), false);
  }
  const reverted = await mutate('securityFindingRevertToDetected', { uuid, comment: 'again' }, finding);
  assert.equal(at(reverted, 'securityFinding.state'), 'DETECTED');
  assert.equal(at(await read(), 'dismissedBy'), null);
  assert.equal(at(await read(later.iid), 'stateComment'), 'again');
  assert.deepEqual(gitlab.vulnerability(uuid)?.dismissal, undefined);
});

test('dismissing again rewrites what is given; an empty comment clears the comment', async (t) => {
  const { uuid, mutate, read } = await setUp(t);
  await mutate('securityFindingDismiss', { uuid, comment: 'one', dismissalReason: 'FALSE_POSITIVE' }, 'uuid');
  await mutate('securityFindingDismiss', { uuid, dismissalReason: 'ACCEPTABLE_RISK' }, 'uuid');
  const kept = await read();
  assert.deepEqual([at(kept, 'stateComment'), at(kept, 'dismissalReason')], ['one', 'ACCEPTABLE_RISK']);
  await mutate('securityFindingDismiss', { uuid, comment: '' }, 'uuid');
  const cleared = await read();
  assert.deepEqual([at(cleared, 'stateComment'), at(cleared, 'dismissalReason')], [null, 'ACCEPTABLE_RISK']);
  const long = await mutate('securityFindingDismiss', { uuid, comment: 'x'.repeat(50_001) }, 'uuid');
  assert.match(String(at(long, 'errors.0')), /^failed to dismiss security finding: Comment is too long/);
});

test('who may not dismiss is told that there is nothing: role, scope, edition, nobody', async (t) => {
  for (const [role, tier, scope] of [
    ['developer', 'ultimate', 'api'],
    ['reporter', 'ultimate', 'api'],
    ['maintainer', 'free', 'api'],
    ['maintainer', 'ultimate', 'read_api'],
  ] as const) {
    const { scene, mutate } = await setUp(t, role, { tier });
    const { gitlab, developer } = scene;
    // The edition without a licence has read no report; its uuid would be the same.
    const token = gitlab.addToken(developer, { scopes: [scope] });
    const uuid = scene.head.findings[1]?.uuid ?? 'none';
    const refused = await mutate('securityFindingDismiss', { uuid }, 'uuid', token);
    assert.equal(at(refused, 'errors.0.message'), notAvailable, `${role} ${tier} ${scope}`);
    assert.deepEqual(at(refused, 'errors.0.path'), ['securityFindingDismiss']);
    assert.equal(at(refused, 'data.securityFindingDismiss'), null);
    assert.equal(gitlab.vulnerability(uuid)?.dismissal, undefined);
  }
  const { scene } = await setUp(t);
  const query = 'mutation { securityFindingDismiss(input: { uuid: "x" }) { errors } }';
  const { json } = await graphql(scene.gitlab, { query });
  assert.equal(at(json, 'errors.0.message'), notAvailable);
});

test('an issue from a finding is confidential, linked, confirms it, and comes once', async (t) => {
  const { scene, uuid, mutate, read } = await setUp(t, 'developer');
  const { gitlab, project } = scene;
  const input = { uuid, project: `gid://gitlab/Project/${project.id}` };
  const made = await mutate(
    'securityFindingCreateIssue',
    input,
    'issue { iid title description confidential state webUrl }',
  );
  assert.deepEqual(at(made, 'errors'), []);
  assert.equal(at(made, 'issue.title'), 'Investigate vulnerability: Rule new');
  assert.equal(at(made, 'issue.confidential'), true);
  assert.equal(at(made, 'issue.webUrl'), `${gitlab.url}/acme/shop/api/-/issues/1`);
  const description = String(at(made, 'issue.description'));
  assert.match(
    description,
    /### Description:\n\nRule new is broken\n\n\* Severity: high\n\* Location: \[src\/new/,
  );
  assert.match(description, /### Identifiers:\n\n\* \[new\]\(https:\/\/example.com\/new\)/);
  const told = await read();
  assert.equal(at(told, 'state'), 'CONFIRMED');
  assert.deepEqual(at(told, 'issueLinks.nodes'), [
    {
      linkType: 'CREATED',
      issue: { iid: '1', title: 'Investigate vulnerability: Rule new', confidential: true },
    },
  ]);
  const [issue] = gitlab.issues(project);
  assert.deepEqual([issue?.quickActions, issue?.mentioned], [[], []]);
  const again = await mutate('securityFindingCreateIssue', input, 'issue { iid }');
  assert.deepEqual(again, { errors: ['Vulnerability already has a "created" issue link'], issue: null });
  assert.equal(gitlab.issues(project).length, 1);
  const wrong = await mutate(
    'securityFindingCreateIssue',
    { uuid, project: 'gid://gitlab/Issue/1' },
    'issue { iid }',
  );
  assert.equal(
    at(wrong, 'errors.0.message'),
    '"gid://gitlab/Issue/1" does not represent an instance of Project',
  );
});

test('before 18 an issue from a finding takes a maintainer', async (t) => {
  const { scene, uuid, mutate } = await setUp(t, 'developer', { version: '16.3.9' });
  const input = { uuid, project: `gid://gitlab/Project/${scene.project.id}` };
  const refused = await mutate('securityFindingCreateIssue', input, 'issue { iid }');
  assert.equal(at(refused, 'errors.0.message'), notAvailable);
  scene.gitlab.setRole(scene.project, scene.developer, 'maintainer');
  assert.equal(at(await mutate('securityFindingCreateIssue', input, 'issue { iid }'), 'issue.iid'), '1');
});

test('once findings have expired only their vulnerability can be changed', async (t) => {
  const { scene, uuid, mutate, read } = await setUp(t);
  const { gitlab, head } = scene;
  const made = await mutate('securityFindingCreateVulnerability', { uuid }, vulnerability);
  const id = at(made, 'vulnerability.id');
  assert.equal(id, `gid://gitlab/Vulnerability/${gitlab.vulnerability(uuid)?.id}`);
  assert.equal(at(await read(), 'vulnerability.id'), id);
  gitlab.expireFindings(head);
  const refused = await mutate('securityFindingDismiss', { uuid }, 'uuid');
  assert.equal(at(refused, 'errors.0.message'), notAvailable);
  const dismissed = await mutate(
    'vulnerabilityDismiss',
    { id, comment: 'still', dismissalReason: 'NOT_APPLICABLE' },
    vulnerability,
  );
  assert.deepEqual(at(dismissed, 'vulnerability'), {
    id,
    state: 'DISMISSED',
    stateComment: 'still',
    dismissalReason: 'NOT_APPLICABLE',
  });
  const confirmed = await mutate('vulnerabilityConfirm', { id, comment: 'real' }, vulnerability);
  assert.deepEqual(
    [at(confirmed, 'vulnerability.state'), at(confirmed, 'vulnerability.stateComment')],
    ['CONFIRMED', 'real'],
  );
  const reverted = await mutate('vulnerabilityRevertToDetected', { id }, vulnerability);
  assert.equal(at(reverted, 'vulnerability.state'), 'DETECTED');
  assert.equal(gitlab.vulnerability(uuid)?.state, 'detected');
  const long = await mutate('vulnerabilityConfirm', { id, comment: 'x'.repeat(50_001) }, vulnerability);
  assert.equal(at(long, 'errors.0.message'), 'comment is too long (maximum is 50000)');
  const strange = await mutate(
    'vulnerabilityConfirm',
    { id: 'gid://gitlab/Vulnerability/999' },
    vulnerability,
  );
  assert.equal(at(strange, 'errors.0.message'), notAvailable);
});

test('an issue is linked to vulnerabilities once, by a developer', async (t) => {
  const { scene, uuid, mutate, read } = await setUp(t);
  const { gitlab, project, developer } = scene;
  await mutate('securityFindingCreateVulnerability', { uuid }, vulnerability);
  gitlab.setRole(project, developer, 'developer');
  const issue = gitlab.openIssue(project, { title: 'Known' });
  const input = {
    issueId: `gid://gitlab/Issue/${issue.id}`,
    vulnerabilityIds: [`gid://gitlab/Vulnerability/${gitlab.vulnerability(uuid)?.id}`],
  };
  const linked = await mutate(
    'vulnerabilityIssueLinkCreate',
    input,
    'issueLinks { linkType issue { title } }',
  );
  assert.deepEqual(at(linked, 'issueLinks'), [{ linkType: 'RELATED', issue: { title: 'Known' } }]);
  assert.equal(listAt(await read(), 'issueLinks.nodes').length, 1);
  const again = await mutate('vulnerabilityIssueLinkCreate', input, 'issueLinks { id }');
  assert.deepEqual(at(again, 'errors'), ['Vulnerability has already been linked to the issue']);
});

test('several mutations of one document are one after the other, and a client’s own id comes back', async (t) => {
  const { scene, uuid } = await setUp(t);
  const query = `mutation Both($uuid: String!) {
    one: securityFindingDismiss(input: { uuid: $uuid, clientMutationId: "a" }) { clientMutationId errors }
    two: securityFindingRevertToDetected(input: { uuid: $uuid }) { securityFinding { state } } }`;
  const { json } = await graphql(scene.gitlab, { query, variables: { uuid } }, scene.token);
  assert.deepEqual(at(json, 'data'), {
    one: { clientMutationId: 'a', errors: [] },
    two: { securityFinding: { state: 'DETECTED' } },
  });
});

test('the Community Edition has mutations, but none about findings', async (t) => {
  const { scene } = await setUp(t, 'maintainer', { tier: 'ce' });
  const echo = 'mutation { echoCreate(input: { messages: ["hi"] }) { echoes errors } }';
  const { json } = await graphql(scene.gitlab, { query: echo }, scene.token);
  assert.deepEqual(at(json, 'data.echoCreate'), { echoes: ['hi'], errors: [] });
  const dismiss = 'mutation { securityFindingDismiss(input: { uuid: "x" }) { errors } }';
  const refused = await graphql(scene.gitlab, { query: dismiss }, scene.token);
  assert.equal(
    at(refused.json, 'errors.0.message'),
    "Field 'securityFindingDismiss' doesn't exist on type 'Mutation'",
  );
});
