import { GitLab } from '../../test/gitlab/gitLab.ts';
import type { GitLabOptions } from '../../test/gitlab/settings.ts';
import type { JobOptions } from '../../test/gitlab/state/job.ts';
import { MadeRepository } from '../../test/gitlab/support/madeRepository.ts';
import { sastReport } from '../../test/gitlab/support/reports.ts';

/** A kind of GitLab, project and clone that a user may have. */
export interface Case {
  readonly name: string;
  readonly gitlab: GitLabOptions;
  readonly findings: number;
  /** Of round trips until findings are shown. */
  readonly limit: number;
  /** The target branch is not the remote's default branch, so git's guess of the base is wrong. */
  readonly intoDevelop?: true;
  /** The pipeline is of the merged result, so its base is the target branch's tip. */
  readonly mergedResult?: true;
  /** The clone has no remote but a fork. */
  readonly forkOnly?: true;
  /** The report lies in the job's archive under this name. */
  readonly archivedAs?: string;
  /** There is only the branch, with a pipeline of its own. */
  readonly noMergeRequest?: true;
  /** What most users have, and what is compared with a chain of single requests. */
  readonly isUsual?: true;
  /** Into how many jobs the findings are divided. */
  readonly jobs?: number;
}

const newest = { version: '19.4.0' };
const ultimate = { ...newest, tier: 'ultimate' } as const;
const free = { ...newest, tier: 'free' } as const;
const old = { version: '18.8.2', tier: 'ce' } as const;

export const cases: readonly Case[] = [
  { name: 'Ultimate 19.4, 40 findings', gitlab: ultimate, findings: 40, isUsual: true, limit: 1 },
  {
    name: 'Ultimate 16.3, 40 findings',
    gitlab: { ...ultimate, version: '16.3.9' },
    findings: 40,
    limit: 1,
  },
  { name: 'Ultimate 19.4, 350 findings', gitlab: ultimate, findings: 350, limit: 2 },
  { name: 'Free 19.4, 40 findings', gitlab: free, findings: 40, isUsual: true, limit: 2 },
  {
    name: 'CE 19.4, 40 findings, object store',
    gitlab: { ...newest, tier: 'ce', objectStore: true },
    findings: 40,
    limit: 2,
  },
  {
    name: 'Ultimate 19.4, another target branch',
    gitlab: ultimate,
    findings: 40,
    intoDevelop: true,
    limit: 1,
  },
  { name: 'Free 19.4, another target branch', gitlab: free, findings: 40, intoDevelop: true, limit: 2 },
  { name: 'Free 19.4, merged result', gitlab: free, findings: 40, mergedResult: true, limit: 2 },
  { name: 'Free 19.4, only the fork is a remote', gitlab: free, findings: 40, forkOnly: true, limit: 2 },
  {
    name: 'CE 18.8, report in the archive',
    gitlab: old,
    findings: 40,
    archivedAs: 'gl-sast-report.json',
    limit: 2,
  },
  {
    name: 'CE 18.8, report elsewhere in the archive',
    gitlab: old,
    findings: 40,
    archivedAs: 'out/gl-sast-report.json',
    limit: 2,
  },
  { name: 'Free 19.4, 8 security jobs', gitlab: free, findings: 128, jobs: 8, isUsual: true, limit: 2 },
  {
    name: 'CE 18.8, 8 reports in archives',
    gitlab: old,
    findings: 128,
    jobs: 8,
    archivedAs: 'gl-sast-report.json',
    isUsual: true,
    limit: 2,
  },
  { name: 'Free 19.4, no merge request', gitlab: free, findings: 40, noMergeRequest: true, limit: 2 },
  { name: 'Ultimate 19.4, 25 security jobs', gitlab: ultimate, findings: 50, jobs: 25, limit: 2 },
];

const findings = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ['src/a.ts', from + at + 1, `rule ${from + at}`] as const);

/** Makes a project with a merge request that has so many findings, a quarter of them in the target branch too. */
export async function makeScene({ gitlab: options, findings: count, ...more }: Case) {
  const { intoDevelop, mergedResult, forkOnly, noMergeRequest, archivedAs, jobs = 1 } = more;
  const repository = new MadeRepository();
  repository.commit('main', { 'src/a.ts': 'a();\n'.repeat(count) });
  const gitlab = await GitLab.start(options);
  const user = gitlab.addUser('dana');
  const token = gitlab.addToken(user);
  const settings = { repository: repository.bare, members: [[user, 'developer']] } as const;
  const origin = gitlab.addProject('acme/shop/api', settings);
  const project = forkOnly ? gitlab.addProject('dana/api', { ...settings, forkedFrom: origin }) : origin;
  const job = (at: number, all: number): JobOptions => {
    const part = Math.ceil(all / jobs);
    const sast = sastReport(...findings(at * part, Math.min(all, (at + 1) * part)));
    const archive = archivedAs === undefined ? {} : { archive: { [archivedAs]: JSON.stringify(sast) } };
    return { name: `semgrep-sast ${at}`, reports: { sast }, ...archive };
  };
  const scan = (all: number) => Array.from({ length: jobs }, (_, at) => job(at, all));

  const targetBranch = intoDevelop ? 'develop' : 'main';
  if (intoDevelop) repository.commit('develop', { 'src/c.ts': 'c();\n' });
  repository.commit('feature', { 'src/b.ts': 'b();\n' });
  if (mergedResult) repository.commit('main', { 'src/c.ts': 'c();\n' });
  gitlab.addPipeline(origin, { ref: targetBranch, jobs: scan(Math.ceil(count / 4)) });
  if (mergedResult) repository.commit('feature', {});
  const stop = async () => {
    await gitlab.stop();
    repository.remove();
  };
  const remotes = forkOnly && { origin: `${gitlab.url}/dana/api.git` };
  const scene = { gitlab, token, repository, remotes, stop };
  if (noMergeRequest) {
    gitlab.addPipeline(origin, { ref: 'feature', jobs: scan(count) });
    return scene;
  }
  const mergeRequest = gitlab.addMergeRequest(origin, {
    title: 'Add it',
    sourceBranch: 'feature',
    targetBranch,
    sourceProject: project,
  });
  const kind = mergedResult ? ({ mergeRequest, kind: 'merged_result' } as const) : { mergeRequest };
  gitlab.addPipeline(project, { ...(forkOnly ? { ref: 'feature' } : kind), jobs: scan(count) });
  return scene;
}

export type Scene = Awaited<ReturnType<typeof makeScene>>;
