import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { Marks } from '../../../../src/core/settling/marks.ts';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import type { Outcome, SettlingPorts, Target } from '../../../../src/core/settling/ports.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { fetchSnapshot } from '../../../../src/core/sync/fetchSnapshot.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import { Connections } from '../../../../src/gitlab/connections.ts';
import { GitLab } from '../../../gitlab/gitLab.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import type { MergeRequest } from '../../../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../../../gitlab/state/pipeline.ts';
import type { Project } from '../../../gitlab/state/project.ts';
import type { Role } from '../../../gitlab/state/role.ts';
import type { User } from '../../../gitlab/state/user.ts';
import { watchedLogger } from '../../../support/watchedLogger.ts';
import { MadeRepository } from '../../../gitlab/support/madeRepository.ts';

/** A signed-in window on one merge request, without the window: what it knows, and what it may write. */
export interface WriteStage {
  readonly gitlab: GitLab;
  readonly repository: MadeRepository;
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
  readonly head: Pipeline;
  readonly developer: User;
  readonly store: SnapshotStore;
  readonly marks: Marks;
  readonly ports: SettlingPorts<GitLabChanges>;
  readonly connect: () => Promise<GitLabChanges>;
  readonly refresh: () => Promise<ReadySnapshot>;
  /** Lets time pass. */
  readonly later: (milliseconds: number) => void;
  readonly target: (title: string) => Target;
  readonly signOut: () => void;
  readonly signIn: () => void;
}

export interface WriteStageOptions {
  readonly gitlab?: GitLabOptions;
  readonly role?: Role;
  /** Of main, and of feature beside them. */
  readonly files: Readonly<Record<string, string>>;
  readonly changed: Readonly<Record<string, string>>;
  readonly before?: object;
  readonly after: object;
  /** What this clone has of a file at the scanned commit. */
  readonly linesOf?: (file: string) => readonly string[] | undefined;
  readonly log?: (line: string) => void;
  /** In milliseconds. */
  readonly longestSilence?: number;
}

export async function makeWriteStage(
  t: Pick<TestContext, 'after'>,
  options: WriteStageOptions,
): Promise<WriteStage> {
  const { role = 'developer', log = () => {}, longestSilence = 1500 } = options;
  const repository = new MadeRepository();
  repository.commit('main', options.files);
  const gitlab = await GitLab.start(options.gitlab);
  t.after(async () => {
    repository.remove();
    await gitlab.stop();
  });
  const developer = gitlab.addUser('dana');
  const project = gitlab.addProject('acme/shop/api', {
    repository: repository.bare,
    members: [[developer, role]],
  });
  const jobs = (report: object | undefined) =>
    report ? [{ name: 'semgrep-sast', reports: { sast: report } }] : [];
  const base = gitlab.addPipeline(project, { jobs: jobs(options.before) });
  repository.commit('feature', options.changed);
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'feature', author: developer });
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: jobs(options.after) });
  const token = gitlab.addToken(developer);
  let signedIn = true;
  const logger = watchedLogger(log);
  const connections = new Connections({
    fetch,
    logger,
    instances: () => Promise.resolve([{ url: gitlab.url }]),
    ignoredHosts: () => [],
    token: () => Promise.resolve(signedIn ? token : undefined),
    wait: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
    longestSilence,
  });
  const marks = new Marks({ load: () => undefined, save: () => undefined });
  const store = new SnapshotStore((snapshot) => marks.apply(snapshot));
  marks.onDidChange((root) => store.remark(root));
  let runs = 0;
  const refresh = async () => {
    const snapshot = await fetchSnapshot(
      {
        repository: { root: 'file:///api', name: 'api' },
        remotes: [{ name: 'origin', url: `${gitlab.url}/acme/shop/api.git` }],
        branch: 'feature',
        remoteBranches: ['feature'],
        commit: head.sha,
        probableBase: base.sha,
      },
      {
        signedIn: connections,
        scannedText: { linesAt: () => Promise.resolve((file) => options.linesOf?.(file)) },
        memory: new RunMemory(),
        now: () => (runs += 1),
        logger,
      },
      undefined,
      new AbortController().signal,
    );
    store.settle(snapshot);
    assert.equal(snapshot.kind, 'ready', JSON.stringify(snapshot));
    return snapshot;
  };
  await refresh();
  const connect = () => connections.changes({ url: gitlab.url });
  const root = 'file:///api';
  return {
    gitlab,
    repository,
    project,
    mergeRequest,
    head,
    developer,
    store,
    marks,
    connect,
    refresh,
    later: (milliseconds) => (runs += milliseconds),
    ports: {
      connect,
      logger,
      amend: ({ finding }, change) => store.amend(root, [finding.key], change),
      begin: (targets, underway) => {
        const end = marks.begin(
          root,
          targets.map(({ finding }) => finding.key),
          underway,
        );
        return ({ finding }) => end(finding.key);
      },
      refresh: () => Promise.resolve(),
    },
    target: (title) => {
      const snapshot = store.cells.get(root)?.ready ?? assert.fail('no findings');
      const finding = snapshot.findings.find((one) => one.title === title) ?? assert.fail(`no ${title}`);
      return { root, snapshot, finding };
    },
    signOut: () => (signedIn = false),
    signIn: () => (signedIn = true),
  };
}

export function only(outcomes: readonly Outcome[]): Outcome {
  assert.equal(outcomes.length, 1);
  return outcomes[0] ?? assert.fail();
}
