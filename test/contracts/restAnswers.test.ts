import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { skipWithoutContracts } from '../gitlab/contract/contractsFolder.ts';
import { GitLab } from '../gitlab/gitLab.ts';
import { RestContract } from '../gitlab/contract/restContract.ts';
import { restRoutes } from '../gitlab/rest/restEndpoint.ts';
import { rest, send } from '../gitlab/support/ask.ts';
import { makeScene, type Scene } from '../gitlab/support/scene.ts';
import { documentedAnswer, undocumentedFields } from './documentedFields.ts';

const skip = skipWithoutContracts;
const contract = new RestContract();

/** Answers that are bytes, not entities. */
const files = ['artifacts', 'artifacts/*artifact_path', 'raw'];

async function makePopulatedScene(
  t: TestContext,
): Promise<{ readonly scene: Scene; readonly values: Record<string, string> }> {
  const scene = await makeScene(t);
  const { gitlab, developer, head, project, repository } = scene;
  const jobs = [
    {
      name: 'scan',
      archive: { 'x.txt': 'x' },
      reports: { sast: '{}' },
      expireAt: new Date(Date.now() + 1e6),
    },
  ];
  const fork = gitlab.addProject('dana/api', {
    repository: repository.bare,
    forkedFrom: project,
    members: [[developer, 'maintainer']],
  });
  const sha = head.sha;
  const pipeline = gitlab.addPipeline(fork, { sha, user: developer, jobs, children: [{ sha, jobs }] });
  const mergeRequest = gitlab.addMergeRequest(fork, { sourceBranch: 'feature', author: developer });
  gitlab.addPipeline(fork, { mergeRequest, jobs, user: developer });
  const milestone = gitlab.addMilestone(fork, '1.0');
  const known = { title: 'Known', labels: ['bug'], assignees: [developer], author: developer, milestone };
  const issue = gitlab.openIssue(fork, known);
  const position = {
    baseSha: scene.base.sha,
    startSha: scene.base.sha,
    headSha: sha,
    oldPath: 'src/new.ts',
    newPath: 'src/new.ts',
    oldLine: undefined,
    newLine: 1,
  };
  const discussion = gitlab.discuss(mergeRequest, 'Look', { author: developer, position });
  gitlab.resolve(discussion, developer);
  const values = {
    issue_iid: String(issue.iid),
    noteable_id: String(mergeRequest.iid),
    discussion_id: discussion.id,
    branch: 'main',
    file_path: 'src%2Fold.ts',
    id: String(fork.id),
    pipeline_id: String(pipeline.id),
    merge_request_iid: String(mergeRequest.iid),
    sha,
  };
  return { scene, values };
}

function pathOf(template: string, values: Readonly<Record<string, string>>): string {
  const path = template.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? `missing-${name}`);
  // The one read that cannot do without a parameter.
  return template.endsWith('/files/:file_path') ? `${path}?ref=main` : path;
}

function unknownOf(method: string, template: string, path: string, answer: unknown): readonly string[] {
  const described = contract.operation(method, `/api/v4${path.split('?')[0]}`)?.fields;
  // A member is described as having a user, and has the fields of one.
  const user = template.endsWith('/members/all') ? { ...described?.['user'] } : {};
  return undocumentedFields(answer, { ...described, ...user }, documentedAnswer(template, method));
}

/** What is sent to each writing route; all of them succeed, in this order. */
const bodies: Readonly<Record<string, object>> = {
  'POST /projects/:id/issues': { title: 'Known', labels: ['bug'], milestone_id: 1, assignee_ids: [1] },
  'PUT /projects/:id/issues/:issue_iid': { state_event: 'close' },
  'POST /projects/:id/repository/branches': { branch: 'topic', ref: 'main' },
  'POST /projects/:id/repository/commits': {
    branch: 'topic',
    commit_message: 'More',
    actions: [{ action: 'create', file_path: 'more.ts', content: 'more();\n' }],
  },
  'POST /projects/:id/merge_requests': { title: 'More', source_branch: 'topic', target_branch: 'main' },
  'POST /projects/:id/merge_requests/:noteable_id/discussions': { body: 'Look' },
  'POST /projects/:id/merge_requests/:noteable_id/discussions/:discussion_id/notes': { body: 'Indeed' },
  'PUT /projects/:id/merge_requests/:noteable_id/discussions/:discussion_id': { resolved: true },
};

test('every route we answer is one that GitLab describes', { skip }, () => {
  for (const { method, template } of restRoutes) {
    const path = `/api/v4${template.replaceAll(/[:*]\w+/g, '1')}`;
    assert.equal(contract.violation(method, path, new URLSearchParams()), undefined, template);
  }
});

test('no answer has a field that GitLab neither describes nor shows', { skip }, async (t) => {
  const { scene, values } = await makePopulatedScene(t);
  const entities = restRoutes.filter(
    ({ method, template }) => method === 'GET' && !files.some((ending) => template.endsWith(ending)),
  );
  assert.equal(entities.length, 23);
  for (const { template } of entities) {
    const path = pathOf(template, values);
    const { status, json, text } = await rest(scene.gitlab, path, scene.token);
    assert.equal(status, 200, `${path}: ${text}`);
    assert.notEqual(text, '[]', path);
    assert.deepEqual(unknownOf('GET', template, path, json), [], template);
  }
});

test('no answer to a write has one either', { skip }, async (t) => {
  const { scene, values } = await makePopulatedScene(t);
  const writes = restRoutes.filter(({ method }) => method === 'POST' || method === 'PUT');
  assert.deepEqual(
    writes.map(({ method, template }) => `${method} ${template}`).sort(),
    Object.keys(bodies).sort(),
  );
  for (const { method, template } of writes) {
    const path = pathOf(template, values);
    const body = bodies[`${method} ${template}`];
    const { status, json, text } = await send(
      scene.gitlab,
      method as 'POST' | 'PUT',
      path,
      body,
      scene.token,
    );
    assert.equal(status, method === 'POST' ? 201 : 200, `${path}: ${text}`);
    assert.deepEqual(unknownOf(method, template, path, json), [], `${method} ${template}`);
  }
});

test('a field that GitLab takes in no body is noticed, also inside of another', { skip }, async () => {
  const gitlab = await GitLab.start();
  const path = '/projects/1/merge_requests/1/discussions';
  await send(gitlab, 'POST', path, { body: 'x', position: { new_line: 1 } });
  await send(gitlab, 'POST', path, { body: 'x', position: { newLine: 1 } });
  await send(gitlab, 'POST', '/projects/1/issues', { title: 'x', secret: true });
  assert.deepEqual(
    gitlab.contractViolations.map((one) => one.replace(/^.* (?=takes)/, '')),
    ['takes no position.newLine', 'takes no secret'],
  );
  await assert.rejects(gitlab.stop());
});

test('an invented field is noticed, at any depth', { skip }, () => {
  const described = contract.operation('GET', '/api/v4/projects/1/pipelines/2/jobs')?.fields;
  const documented = documentedAnswer('/projects/:id/pipelines/:pipeline_id/jobs');
  const job = {
    id: 1,
    pipeline: { id: 2, nonsense: 1 },
    artifacts: [{ file_type: 'sast', kind: 'x' }],
    made_up: 1,
  };
  assert.deepEqual(undocumentedFields([job], described, documented), [
    'pipeline.nonsense',
    'artifacts.kind',
    'made_up',
  ]);
});
