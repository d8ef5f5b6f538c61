import type { GitLab } from '../gitlab/gitLab.ts';
import type { Project } from '../gitlab/state/project.ts';
import type { Sample, SampleOptions } from './createSample.ts';
import { decide } from './decisions.ts';
import { git } from './git.ts';
import { pipelineJobs } from './pipelineJobs.ts';
import { sourceBranch, targetBranch } from './repositories.ts';
import type { Scan } from './reports/writeReport.ts';
import { ScannedTree } from './scannedTree.ts';
import { startRunning } from './startRunning.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Describes the sample's world to a GitLab: people, project, merge request, pipelines, and what was decided. */
export function startProject(
  gitlab: GitLab,
  bare: string,
  { running, child, broken, now = new Date() }: SampleOptions,
): Omit<Sample, 'gitlab' | 'folder' | 'env' | 'dispose'> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const mara = gitlab.addUser('mara', { name: 'Mara Lindt' });
  const dana = gitlab.addUser('dana', { name: 'Dana Okafor' });
  const token = gitlab.addToken(dana, { name: 'Editor', scopes: ['api'] });
  gitlab.addGroup('acme');
  gitlab.addGroup('acme/shop', { members: [[mara, 'maintainer']] });
  const project = gitlab.addProject('acme/shop/shop-api', {
    repository: bare,
    members: [[dana, 'developer']],
  });
  addEarlierMergeRequests(gitlab, project, 481);
  const mergeRequest = gitlab.addMergeRequest(project, {
    title: 'Add order export',
    sourceBranch,
    targetBranch,
    author: dana,
    updatedAt: ago(31 * minute),
  });

  const base = new ScannedTree(bare, git(bare, ['merge-base', targetBranch, sourceBranch]));
  const head = new ScannedTree(bare, git(bare, ['rev-parse', sourceBranch]));
  const baseScan: Scan = {
    tree: base,
    finds: ['existing', 'fixed'],
    startedAt: ago(50 * hour),
    endedAt: ago(49 * hour),
  };
  const headScan: Scan = {
    tree: head,
    finds: ['existing', 'new'],
    startedAt: ago(30 * minute),
    endedAt: ago(12 * minute),
  };
  const basePipeline = gitlab.addPipeline(project, {
    sha: base.sha,
    ref: targetBranch,
    user: mara,
    createdAt: baseScan.startedAt,
    finishedAt: baseScan.endedAt,
    ...pipelineJobs(baseScan, { child }),
  });
  const headPipeline = gitlab.addPipeline(project, {
    mergeRequest,
    user: dana,
    createdAt: headScan.startedAt,
    finishedAt: headScan.endedAt,
    ...pipelineJobs(headScan, { child, broken }),
  });
  decide(gitlab, headPipeline, mara, now);

  const newer = running
    ? startRunning(gitlab, mergeRequest, { ...headScan, startedAt: ago(6 * minute) }, { child, broken })
    : undefined;
  return {
    token,
    project,
    dana,
    mara,
    mergeRequest,
    headPipeline,
    basePipeline,
    runningPipeline: newer?.pipeline,
    finishRunning: () => {
      if (!newer) throw new Error('create the sample with a running pipeline');
      newer.finish();
    },
  };
}

/** So that this one has the number of a project with a past. */
function addEarlierMergeRequests(gitlab: GitLab, project: Project, count: number): void {
  for (let number = 1; number <= count; number++) {
    gitlab.addMergeRequest(project, { sourceBranch: `change-${number}`, state: 'merged' });
  }
}
