import { isFinished } from '../../../src/core/model/pipeline.ts';
import { addJob } from './addJob.ts';
import { diffRefsOf } from './diffRefs.ts';
import { finishPipeline } from './finishPipeline.ts';
import type { Pipeline, PipelineKind, PipelineOptions } from './pipeline.ts';
import type { Project } from './project.ts';
import type { State } from './state.ts';

/** Starts a pipeline, with its jobs and children. One that is finished already is read at once. */
export function addPipeline(
  state: State,
  project: Project,
  options: PipelineOptions,
  parent?: Pipeline,
): Pipeline {
  const kind = options.kind ?? (parent ? 'child' : options.mergeRequest ? 'detached' : 'branch');
  const status = options.status ?? 'success';
  const createdAt = options.createdAt ?? new Date();
  const finishedAt = isFinished(status) ? (options.finishedAt ?? new Date()) : undefined;
  const pipeline: Pipeline = {
    id: state.ids.next('pipeline', 1001),
    iid: state.ids.next(`pipeline of ${project.id}`),
    project,
    kind,
    ...revision(project, kind, options, parent),
    mergeRequest: options.mergeRequest,
    parent,
    children: [],
    jobs: [],
    user: options.user,
    createdAt,
    updatedAt: finishedAt ?? createdAt,
    finishedAt,
    status,
    scans: [],
    findings: [],
  };
  state.pipelines.push(pipeline);
  parent?.children.push(pipeline);
  for (const job of options.jobs ?? []) addJob(state, pipeline, job);
  for (const child of options.children ?? []) {
    addPipeline(state, child.project ?? project, { status, ...child }, pipeline);
  }
  if (isFinished(status)) finishPipeline(state, pipeline, status);
  return pipeline;
}

type Revision = Pick<Pipeline, 'ref' | 'sha' | 'sourceSha'>;

function revision(
  project: Project,
  kind: PipelineKind,
  options: PipelineOptions,
  parent: Pipeline | undefined,
): Revision {
  const { mergeRequest } = options;
  if (kind === 'child') {
    const sameProject = parent?.project === project;
    const ref = options.ref ?? (sameProject ? parent.ref : project.defaultBranch);
    const sha = options.sha ?? (sameProject ? parent.sha : project.repository?.branch(ref));
    return known({ ref, sha, sourceSha: undefined });
  }
  if (kind === 'branch') {
    const ref = options.ref ?? project.defaultBranch;
    return known({ ref, sha: options.sha ?? project.repository?.branch(ref), sourceSha: undefined });
  }
  if (!mergeRequest) throw new Error(`a ${kind} pipeline needs its merge request`);
  const refs = diffRefsOf(mergeRequest);
  const ref = `refs/merge-requests/${mergeRequest.iid}/${kind === 'detached' ? 'head' : 'merge'}`;
  if (kind === 'detached') return known({ ref, sha: options.sha ?? refs?.headSha, sourceSha: undefined });
  const { repository } = mergeRequest.project;
  const merged = options.sha ?? (refs && repository?.merge(refs.startSha, refs.headSha, ref));
  return known({ ref, sha: merged, sourceSha: refs?.headSha });
}

function known(revision: Omit<Revision, 'sha'> & { readonly sha: string | undefined }): Revision {
  const { sha } = revision;
  if (sha === undefined) throw new Error(`no commit for ${revision.ref}: give the pipeline a sha`);
  return { ...revision, sha };
}
