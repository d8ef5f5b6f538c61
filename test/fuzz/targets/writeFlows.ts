import { createFixMergeRequest } from '../../../src/core/settling/createFixMergeRequest.ts';
import { createIssues } from '../../../src/core/settling/createIssues.ts';
import { dismissFindings, restoreFindings } from '../../../src/core/settling/changeState.ts';
import type { GitLabChanges } from '../../../src/core/settling/gitLabChanges.ts';
import { issueText } from '../../../src/core/settling/issueText.ts';
import type { SettlingPorts, Target } from '../../../src/core/settling/ports.ts';
import { prepareFix } from '../../../src/core/settling/prepareFix.ts';
import { requestDismissals } from '../../../src/core/settling/requestDismissal.ts';

/** What a flow comes to, whatever it does. */
export interface Ended {
  readonly kind: string;
}

/** Something that is done about a finding: it looks, writes once, and looks again where it has to. */
export interface WriteFlow {
  readonly name: string;
  readonly tier: 'ultimate' | 'ce';
  readonly finding: string;
  readonly run: (target: Target, ports: SettlingPorts<GitLabChanges>) => Promise<readonly Ended[]>;
}

const never = new AbortController().signal;
const why = { reason: 'false_positive', comment: 'Only in tests' } as const;

const states = (ports: SettlingPorts<GitLabChanges>) => ({
  ...ports,
  connect: async (instance: Target['snapshot']['instance']) => (await ports.connect(instance)).states,
});

const restore: WriteFlow['run'] = (target, ports) =>
  restoreFindings([target], 'Is real', states(ports), {}, never);

const createIssue: WriteFlow['run'] = (target, ports) => {
  const text = issueText([target.finding], target.snapshot);
  const content = { ...text, title: `${text.title} (edited)`, confidential: true, labels: ['security'] };
  return createIssues([{ targets: [target], content }], ports, {}, never);
};

const request: WriteFlow['run'] = (target, ports) =>
  requestDismissals([target], why, { ...ports, keep: () => {} }, {}, never);

const fix: WriteFlow['run'] = async (target, ports) => {
  const gitlab = await ports.connect(target.snapshot.instance);
  const prepared = await prepareFix(target, gitlab.mergeRequests, never);
  if (prepared.kind !== 'own' && prepared.kind !== 'byGitLab') return [prepared];
  return [await createFixMergeRequest(target, prepared, { ...ports, keep: () => {} })];
};

export const writeFlows: readonly WriteFlow[] = [
  {
    name: 'dismiss',
    tier: 'ultimate',
    finding: 'Rule new',
    run: (target, ports) => dismissFindings([target], why, states(ports), {}, never),
  },
  { name: 'restore', tier: 'ultimate', finding: 'Rule new', run: restore },
  { name: 'issue', tier: 'ultimate', finding: 'Rule new', run: createIssue },
  { name: 'issue over REST', tier: 'ce', finding: 'Rule new', run: createIssue },
  { name: 'discussion', tier: 'ce', finding: 'Rule new', run: request },
  { name: 'commit and merge request', tier: 'ultimate', finding: 'Rule new', run: fix },
  { name: 'merge request by GitLab', tier: 'ultimate', finding: 'Rule old', run: fix },
];

/** How any of them may end. */
export const knownEnds: ReadonlySet<string> = new Set([
  ...['done', 'overtaken', 'refused', 'unknown', 'cancelled'],
  ...['created', 'existing', 'incomplete'],
  ...['there', 'impossible'],
]);
