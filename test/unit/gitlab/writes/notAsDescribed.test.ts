import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from '../../../../src/core/settling/changeState.ts';
import type { FindingAddress } from '../../../../src/core/settling/ports.ts';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import type { Fault } from '../../../gitlab/http/fault.ts';
import { makeFixStage } from './fixStage.ts';

type Ask = (changes: GitLabChanges, address: FindingAddress, signal: AbortSignal) => Promise<unknown>;

interface Case {
  readonly target: string;
  readonly ask: Ask;
  /** What stands in place of a field's value, wherever the answer has the field. */
  readonly wrong: readonly (readonly [field: string, value: unknown])[];
}

const project = 'acme/shop/api';
const why = { reason: 'false_positive' } as const;

const cases: readonly Case[] = [
  {
    target: 'FindingStatus',
    ask: ({ states }, address, signal) => states.status(address, signal),
    wrong: [
      ['issueLinks', { nodes: 1 }],
      ['issueLinks', { nodes: [{ issue: { iid: {}, webUrl: 'x' } }] }],
      ['mergeRequest', { iid: '1', webUrl: ['x'] }],
      ['userPermissions', { adminVulnerability: 'yes', createIssue: true }],
    ],
  },
  {
    target: 'DismissFinding',
    ask: ({ states }, address, signal) => states.dismiss(address, why, signal),
    wrong: [
      ['dismissalReason', {}],
      ['dismissedBy', { username: 5 }],
      ['errors', 'none'],
    ],
  },
  {
    target: 'FindingRemediation',
    ask: ({ mergeRequests }, address, signal) => mergeRequests.remediation(address, signal),
    wrong: [
      ['remediations', true],
      ['summary', 5],
      ['securityReportFinding', -1.5],
      ['vulnerability', { presentOnDefaultBranch: 'no' }],
    ],
  },
  {
    target: 'GET /api/v4/projects/*/repository/files/*',
    ask: ({ mergeRequests }, _, signal) => mergeRequests.file(project, 'feature', 'src/new.ts', signal),
    wrong: [['content', '%%%']],
  },
  {
    target: 'CreateIssueOfFinding',
    ask: ({ issues }, { uuid }, signal) => issues.createFromFinding(project, uuid, signal),
    wrong: [
      ['issue', { iid: [], webUrl: 'x' }],
      ['errors', 7],
    ],
  },
  {
    target: 'CreateMergeRequestOfFinding',
    ask: ({ mergeRequests }, { uuid }, signal) => mergeRequests.openForFinding(uuid, signal),
    wrong: [
      ['mergeRequest', { iid: 1, webUrl: 'x' }],
      ['errors', {}],
    ],
  },
];

for (const { target, ask, wrong } of cases) {
  test(`${target}: an answer that is not as GitLab describes it is believed in no part`, async (t) => {
    const stage = await makeFixStage(t, { role: 'maintainer' });
    const finding = target === 'CreateMergeRequestOfFinding' ? 'Rule old' : 'Rule new';
    const address = addressOf(stage.target(finding));
    const { signal } = new AbortController();
    if (target === 'FindingStatus') stage.gitlab.addIssue(address.uuid);
    for (const [field, value] of wrong) {
      stage.gitlab.fail(target, instead(field, value));
      await assert.rejects(
        ask(await stage.connect(), address, signal),
        { name: 'GitLabFailure', code: 'unexpectedAnswer' },
        `${field}: ${JSON.stringify(value)}`,
      );
    }
  });
}

function instead(field: string, value: unknown): Fault {
  return {
    kind: 'sent',
    send: (response, { status, headers, body }) => {
      const text = JSON.stringify(JSON.parse(body.toString()), (key, own: unknown) =>
        key === field ? value : own,
      );
      response.writeHead(status, headers).end(text);
      return status;
    },
  };
}
