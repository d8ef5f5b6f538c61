import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { skipWithoutContracts } from '../gitlab/contract/contractsFolder.ts';
import { RestContract } from '../gitlab/contract/restContract.ts';
import { restRoutes } from '../gitlab/rest/restEndpoint.ts';
import { rest } from '../gitlab/support/ask.ts';
import { makeScene, type Scene } from '../gitlab/support/scene.ts';
import { documentedAnswer, undocumentedFields } from './documentedFields.ts';

const skip = skipWithoutContracts;

/** Answers that are bytes, not entities. */
const files = ['artifacts', 'artifacts/*artifact_path', 'raw'];

async function makePopulatedScene(
  t: TestContext,
): Promise<{ readonly scene: Scene; readonly values: Record<string, string> }> {
  const scene = await makeScene(t);
  const { gitlab, developer, head, project } = scene;
  const jobs = [
    {
      name: 'scan',
      archive: { 'x.txt': 'x' },
      reports: { sast: '{}' },
      expireAt: new Date(Date.now() + 1e6),
    },
  ];
  const fork = gitlab.addProject('dana/api', { forkedFrom: project, members: [[developer, 'maintainer']] });
  const sha = head.sha;
  const pipeline = gitlab.addPipeline(fork, { sha, user: developer, jobs, children: [{ sha, jobs }] });
  const diffRefs = { headSha: sha, baseSha: sha, startSha: sha };
  const mergeRequest = gitlab.addMergeRequest(fork, { sourceBranch: 'main', author: developer, diffRefs });
  gitlab.addPipeline(fork, { mergeRequest, jobs, user: developer });
  const values = {
    id: String(fork.id),
    pipeline_id: String(pipeline.id),
    merge_request_iid: String(mergeRequest.iid),
    sha,
  };
  return { scene, values };
}

test('every route we answer is one that GitLab describes', { skip }, () => {
  const contract = new RestContract();
  for (const { method, template } of restRoutes) {
    const path = `/api/v4${template.replaceAll(/[:*]\w+/g, '1')}`;
    assert.equal(contract.violation(method, path, new URLSearchParams()), undefined, template);
  }
});

test('no answer has a field that GitLab neither describes nor shows', { skip }, async (t) => {
  const { scene, values } = await makePopulatedScene(t);
  const contract = new RestContract();
  const entities = restRoutes.filter(({ template }) => !files.some((ending) => template.endsWith(ending)));
  assert.equal(entities.length, 13);
  for (const { template } of entities) {
    const path = template.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? `missing-${name}`);
    const { status, json, text } = await rest(scene.gitlab, path, scene.token);
    assert.equal(status, 200, `${path}: ${text}`);
    assert.notEqual(text, '[]', path);
    const described = contract.operation('GET', `/api/v4${path}`)?.fields;
    assert.deepEqual(undocumentedFields(json, described, documentedAnswer(template)), [], template);
  }
});

test('an invented field is noticed, at any depth', { skip }, () => {
  const described = new RestContract().operation('GET', '/api/v4/projects/1/pipelines/2/jobs')?.fields;
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
