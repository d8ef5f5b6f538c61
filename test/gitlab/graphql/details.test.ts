import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findingDetailsDocument,
  findingDetailsWithoutCodeFlowsDocument,
} from '../../../src/gitlab/documents/findingDetails.ts';
import { at, listAt } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

const details = {
  flow: {
    type: 'code-flows',
    name: 'Flow',
    items: [
      [
        { type: 'code-flow-node', node_type: 'source', file_location: { file_name: 'in.ts', line_start: 3 } },
        {
          type: 'code-flow-node',
          node_type: 'sink',
          file_location: { file_name: 'out.ts', line_start: 9, line_end: 11 },
        },
      ],
    ],
  },
  note: { type: 'text', name: 'Note', value: 'careful' },
  count: { type: 'value', name: 'Count', value: 3 },
  where: { type: 'file-location', name: 'Where', file_name: 'a.ts', line_start: 1, line_end: 2 },
};

const report = {
  version: '15.2.4',
  vulnerabilities: [
    {
      id: 'one',
      name: 'Injection',
      severity: 'Critical',
      location: { file: 'a.ts', start_line: 1 },
      identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
      links: [{ url: 'https://example.com' }],
      evidence: {
        summary: 'seen',
        request: { method: 'GET', url: 'https://example.com', headers: [{ name: 'A', value: 'b' }] },
        response: { status_code: 500, reason_phrase: 'Oops', headers: [] },
      },
      details,
    },
  ],
  remediations: [{ fixes: [{ id: 'one' }], summary: 'Escape it', diff: 'ZGlmZg==' }],
};

test('tells everything of one finding, code flows and permissions since 18', async (t) => {
  for (const [version, document, isRecent] of [
    ['18.8.2', findingDetailsDocument, true],
    ['16.3.9', findingDetailsWithoutCodeFlowsDocument, false],
  ] as const) {
    const { gitlab, token, project } = await makeScene(t, { version });
    const pipeline = gitlab.addPipeline(project, { jobs: [{ name: 'scan', reports: { sast: report } }] });
    const uuid = pipeline.findings[0]?.uuid;
    const variables = { path: project.path, iid: String(pipeline.iid), uuid };
    const { json } = await graphql(gitlab, { query: document, variables }, token);
    assert.equal(at(json, 'errors'), undefined);
    const finding = at(json, 'data.project.pipeline.securityReportFinding');
    assert.equal(at(finding, 'remediations.0.diff'), 'ZGlmZg==');
    assert.equal(at(finding, 'evidence.request.headers.0.name'), 'A');
    assert.equal(at(finding, 'evidence.response.statusCode'), 500);
    assert.equal(at(finding, 'links.0.url'), 'https://example.com');
    const named = (name: string) => listAt(finding, 'details').find((one) => at(one, 'name') === name);
    assert.equal(at(named('Note'), 'text'), 'careful');
    assert.equal(at(named('Count'), 'number'), 3);
    assert.equal(at(named('Where'), 'lineEnd'), 2);
    const sink = {
      nodeType: 'SINK',
      name: null,
      fileLocation: { fileName: 'out.ts', lineStart: 9, lineEnd: 11 },
    };
    assert.deepEqual(at(named('Flow'), 'items.0.1'), isRecent ? sink : undefined);
    const permissions = { adminVulnerability: false, createIssue: true };
    assert.deepEqual(at(finding, 'userPermissions'), isRecent ? permissions : undefined);
  }
});

test('a maintainer may change findings', async (t) => {
  const { gitlab, developer, token, project, head } = await makeScene(t);
  gitlab.setRole(project, developer, 'maintainer');
  const variables = { path: project.path, iid: String(head.iid), uuid: head.findings[0]?.uuid };
  const { json } = await graphql(gitlab, { query: findingDetailsDocument, variables }, token);
  const permissions = at(json, 'data.project.pipeline.securityReportFinding.userPermissions');
  assert.deepEqual(permissions, { adminVulnerability: true, createIssue: true });
});
