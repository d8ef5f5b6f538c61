import type { TestContext } from 'node:test';
import type { Snapshot } from '../../../../src/core/model/snapshot.ts';
import { fetchSnapshot } from '../../../../src/core/sync/fetchSnapshot.ts';
import type { BranchHead } from '../../../../src/core/sync/ports.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import { GitLab } from '../../../gitlab/gitLab.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import type { JobOptions } from '../../../gitlab/state/job.ts';
import type { MergeRequest } from '../../../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../../../gitlab/state/pipeline.ts';
import type { Project } from '../../../gitlab/state/project.ts';
import type { User } from '../../../gitlab/state/user.ts';
import type { Connections } from '../../../../src/gitlab/connections.ts';
import { connect } from '../../../support/run.ts';
import { watchedLogger } from '../../../support/watchedLogger.ts';

/** Commits that no repository has: nothing here asks git, so that hundreds of runs are quick. */
export const commits = { base: 'a'.repeat(40), head: 'b'.repeat(40) };

export interface Jobs {
  readonly base: readonly JobOptions[];
  readonly head: readonly JobOptions[];
}

/** A merge request with a pipeline on each side, on which many runs are made. */
export interface Stage {
  readonly gitlab: GitLab;
  readonly project: Project;
  readonly mergeRequest: MergeRequest;
  readonly developer: User;
  readonly token: string;
  readonly base: Pipeline;
  readonly head: Pipeline;
  /** A run of the core; runs with one memory are those of one repository. */
  readonly play: (memory?: RunMemory, more?: Play) => Promise<Snapshot>;
}

export interface Play {
  readonly token?: string;
  readonly head?: Partial<BranchHead>;
  readonly signal?: AbortSignal;
}

/** @param log told of every line logged */
export async function makeStage(
  t: Pick<TestContext, 'after'>,
  options: GitLabOptions,
  jobs: Jobs,
  log: (line: string) => void = () => {},
): Promise<Stage> {
  const gitlab = await GitLab.start(options);
  t.after(() => gitlab.stop());
  const developer = gitlab.addUser('dana');
  const token = gitlab.addToken(developer);
  const project = gitlab.addProject('acme/shop/api', { members: [[developer, 'developer']] });
  const base = gitlab.addPipeline(project, { sha: commits.base, jobs: jobs.base });
  const mergeRequest = gitlab.addMergeRequest(project, {
    sourceBranch: 'feature',
    diffRefs: { baseSha: commits.base, startSha: commits.base, headSha: commits.head },
  });
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: jobs.head });
  const ports = {
    scannedText: { linesAt: () => Promise.resolve(() => undefined) },
    now: () => 1,
    logger: watchedLogger(log),
  };
  const branch: BranchHead = {
    repository: { root: 'file:///api', name: 'api' },
    remotes: [{ name: 'origin', url: `${gitlab.url}/acme/shop/api.git` }],
    branch: 'feature',
    remoteBranches: ['feature'],
    commit: commits.head,
    probableBase: commits.base,
  };
  // One for each token, as in the editor, where what an instance can do is learnt once.
  const connections = new Map<string, Connections>();
  const connected = (value: string) => {
    const known = connections.get(value) ?? connect({ url: gitlab.url, token: value, log });
    connections.set(value, known);
    return known;
  };
  const play: Stage['play'] = (memory = new RunMemory(), more = {}) =>
    fetchSnapshot(
      { ...branch, ...more.head },
      { ...ports, signedIn: connected(more.token ?? token), memory },
      undefined,
      more.signal ?? new AbortController().signal,
    );
  return { gitlab, project, mergeRequest, developer, token, base, head, play };
}
