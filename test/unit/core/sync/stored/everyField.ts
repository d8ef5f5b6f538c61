import type { Finding } from '../../../../../src/core/model/finding.ts';
import type { Location } from '../../../../../src/core/model/location.ts';
import type { Pipeline } from '../../../../../src/core/model/pipeline.ts';
import type { Problem, ReadySnapshot } from '../../../../../src/core/model/snapshot.ts';
import { job, pipeline } from '../pipelineFixture.ts';
import { bareFinding, line, readySnapshot } from '../../view/detailsFixture.ts';

const at = '2026-03-03T11:00:00Z';
const dependency = { name: 'left-pad', version: '1.3.0' };
const locations: readonly Location[] = [
  {
    kind: 'code',
    file: 'src/a.py',
    startLine: line(1),
    endLine: line(2),
    className: 'A',
    methodName: 'b',
    commit: 'c'.repeat(40),
    crash: { type: 'overflow', address: '0x1', stacktrace: 'a\nb' },
  },
  { kind: 'dependency', file: 'package.json', dependency },
  {
    kind: 'image',
    image: 'a:1',
    defaultBranchImage: 'a:0',
    operatingSystem: 'alpine',
    dependency: {},
    kubernetesResource: 'pod',
  },
  { kind: 'web', hostname: 'https://a.example', path: '/x', method: 'GET', param: 'q' },
  { kind: 'none', description: 'nowhere' },
];

const whole: Required<Omit<Finding, 'underway'>> = {
  ...bareFinding,
  description: 'Line one\nline two \ud83d\ude42',
  solution: 'Do not.',
  details: {
    links: [{ url: 'https://a.example', name: 'A' }, { url: 'https://b.example' }],
    remediations: [{ summary: 'Fix', diff: 'ZGlmZg==' }],
    codeFlows: [[{ type: 'source', file: 'a', startLine: line(1), endLine: line(1), name: 'x' }]],
    details: [{ name: 'a', text: 'b', code: true }],
    evidence: [{ name: 'a', text: 'b' }],
  },
  uuid: '5c124166',
  signatures: [{ algorithm: 'hash', value: 'x' }],
  identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.example' }],
  otherScanners: [{ id: 'a', name: 'A', vendor: 'V', version: '1' }],
  dismissal: { reason: 'used_in_tests', comment: 'only a test', by: 'dana', at },
  issue: { iid: '1', url: 'https://gitlab.example.com/i/1' },
  vulnerabilityUrl: 'https://gitlab.example.com/v/1',
  permissions: { adminVulnerability: true, createIssue: false },
  request: { discussionId: 'd', url: 'https://gitlab.example.com/d', at, answer: { by: 'erin', at } },
  hidden: { reason: 'false_positive', at, comment: 'no' },
  appliedFix: { at, pipelineId: '1' },
  fixMergeRequest: { iid: '2', url: 'https://gitlab.example.com/m/2' },
};

const child: Pipeline = pipeline(2, {
  ref: 'x',
  finishedAt: at,
  mergeRequestEventType: 'merged_result',
  incomplete: 'timeout',
});

const problems: readonly Problem[] = [
  {
    kind: 'report',
    job: 'a',
    type: 'sast',
    problems: [{ message: 'm', pointer: '/a', line: 1, column: 2 }, { message: 'm' }],
  },
  { kind: 'download', job: 'a', type: 'dast', failure: 'timeout' },
  { kind: 'notDownloadable', job: 'a', type: 'sast', version: '16.0.0' },
  { kind: 'scan', job: 'a', type: 'sast', status: 'report_error', errors: ['no'] },
  { kind: 'findingsPage', failure: 'rateLimited' },
  { kind: 'comparison', failure: 'serverError' },
  { kind: 'children', failure: 'tooLarge' },
  { kind: 'origin', failure: 'refused' },
];

/** A snapshot in which everything is said that a snapshot can say. */
export const everyField: Required<ReadySnapshot> = {
  ...readySnapshot,
  mergeRequest: {
    iid: '482',
    title: 'Add order export',
    webUrl: 'https://gitlab.example.com/shop/api/-/merge_requests/482',
    projectPath: 'shop/api',
    sourceBranch: 'feature/export',
    sourceProjectPath: 'dana/api',
    targetBranch: 'main',
    headSha: 'a',
    baseSha: 'b',
    targetSha: 'c',
    updatedAt: at,
  },
  choices: readySnapshot.mergeRequest ? [readySnapshot.mergeRequest] : [],
  pipeline: pipeline(1, { jobs: [job()], children: [child] }),
  running: pipeline(3, { status: 'running' }),
  findings: [
    bareFinding,
    ...locations.map((location, index) => ({ ...whole, key: `k${index + 2}`, location })),
    { ...bareFinding, key: 'k9', change: 'fixed', state: 'resolved', sources: [{ kind: 'gitlab' }] },
  ],
  problems,
  gitlabVersion: '19.4.0',
};
