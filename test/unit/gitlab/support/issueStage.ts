import type { TestContext } from 'node:test';
import { createIssues } from '../../../../src/core/settling/createIssues.ts';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import type { IssueOutcome, IssueRequest } from '../../../../src/core/settling/issueOutcome.ts';
import { issueText } from '../../../../src/core/settling/issueText.ts';
import type { SettlingPorts, Target } from '../../../../src/core/settling/ports.ts';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import { Requester } from '../../../../src/gitlab/requester.ts';
import { gitLabWriter } from '../../../../src/gitlab/writes/gitLabWriter.ts';
import { vulnerability, sastReport } from '../../../support/reportFixture.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { watchedLogger } from '../../../support/watchedLogger.ts';
import { makeStage, type Stage } from './stage.ts';

export interface IssueStage extends Stage {
  readonly store: SnapshotStore;
  /** A finding as it is shown now. */
  readonly target: (title?: string) => Target;
  readonly request: (more?: Partial<IssueRequest>, titles?: readonly string[]) => IssueRequest;
  readonly create: (...requests: readonly IssueRequest[]) => Promise<readonly IssueOutcome[]>;
  /** Replaces the token, or signs out. */
  readonly signIn: (token: string | undefined) => void;
  /** What is marked as under way. */
  readonly underway: Set<string>;
}

const flaws = ['first', 'second', 'third'];

const report = sastReport(
  ...flaws.map((rule, index) =>
    vulnerability({
      id: rule,
      name: `Rule ${rule}`,
      description: `Rule ${rule} is broken.\n/close\nAsk @all.`,
      location: { file: 'src/new.ts', start_line: index + 1 },
      identifiers: [{ type: 'shop', name: rule, value: rule, url: `https://rules.example/${rule}` }],
    }),
  ),
);

/** A merge request with three findings, and what creates issues from them. */
export async function makeIssueStage(t: TestContext, options: GitLabOptions = {}): Promise<IssueStage> {
  const jobs = [{ name: 'semgrep-sast', reports: { sast: report } }];
  const stage = await makeStage(t, { version: '19.4.0', ...options }, { base: [], head: jobs });
  const store = new SnapshotStore();
  store.settle(await stage.play());
  let token: string | undefined = stage.token;
  const requester = new Requester(
    { url: stage.gitlab.url },
    {
      fetch,
      logger: silent,
      token: () => Promise.resolve(token),
      wait: () => Promise.resolve(),
      random: () => 0.5,
      now: () => performance.now(),
      longestSilence: 300,
    },
  );
  const underway = new Set<string>();
  const ports: SettlingPorts<GitLabChanges> = {
    connect: () => Promise.resolve(gitLabWriter(requester)),
    logger: silent,
    amend: ({ root, finding }, change) => store.amend(root, [finding.key], change),
    begin: (targets) => {
      for (const { finding } of targets) underway.add(finding.key);
      return ({ finding }) => underway.delete(finding.key);
    },
    refresh: () => Promise.resolve(),
  };
  const target: IssueStage['target'] = (title = 'Rule first') => {
    const snapshot = store.cells.get('file:///api')?.ready;
    const finding = snapshot?.findings.find((one) => one.title === title);
    if (!snapshot || !finding) throw new Error(`no finding ${title}`);
    return { root: 'file:///api', snapshot, finding };
  };
  return {
    ...stage,
    store,
    underway,
    target,
    signIn: (value) => (token = value),
    request: (more = {}, titles = ['Rule first']) => {
      const targets = titles.map(target);
      const [first = target()] = targets;
      const text = issueText(
        targets.map(({ finding }) => finding),
        first.snapshot,
      );
      const content = { ...text, title: `${text.title} (edited)`, confidential: true, labels: ['security'] };
      return { targets, content, ...more };
    },
    create: (...requests) => createIssues(requests, ports, {}, new AbortController().signal),
  };
}

const silent = watchedLogger();
