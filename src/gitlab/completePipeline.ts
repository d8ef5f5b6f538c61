import { isGitLabFailure } from '../core/model/failure.ts';
import { isFinished, markOf, withChildren, type Pipeline } from '../core/model/pipeline.ts';
import type { Instance } from '../core/model/project.ts';
import type { Memory } from '../core/sync/ports.ts';
import { pipelineTreeDocument } from './documents/pipelineTree.ts';
import type { PipelineTree } from './generated/operations.ts';
import type { GraphqlClient, Operation } from './graphqlClient.ts';
import { securityReportTypes, toJobs, toPipeline } from './toPipeline.ts';
import { nodesOf } from './wire.ts';

/** The page sizes of the overview's document. */
const jobsOnAPage = 20;
const childrenOnAPage = 5;

/**
 * Asks again, with larger pages, for a pipeline whose security jobs or children filled the overview's small ones. What
 * fitted on those counts even where the larger ones cannot be had. When nothing of it runs any more, it is asked once.
 */
export async function completePipeline(
  pipeline: Pipeline,
  graphql: GraphqlClient,
  instance: Instance,
  signal: AbortSignal,
  memory: Memory = noMemory,
): Promise<Pipeline> {
  const { jobs, children } = pipeline;
  const isFull =
    jobs.length === jobsOnAPage ||
    children.length === childrenOnAPage ||
    children.some((child) => child.jobs.length === jobsOnAPage);
  if (!isFull) return pipeline;
  const operation: Operation<PipelineTree> = {
    document: pipelineTreeDocument,
    variables: { path: pipeline.projectPath, iid: pipeline.iid, types: securityReportTypes },
  };
  const key = `${instance.url} tree of ${markOf(pipeline)}`;
  try {
    const { project } = await memory.get(key, () => graphql.query(operation, signal));
    const tree = project?.pipeline;
    const whole = tree
      ? {
          ...pipeline,
          jobs: toJobs(tree.jobs, pipeline.projectPath),
          children: nodesOf(tree.downstream).map((child) => ({
            ...toPipeline(child, pipeline.projectPath, instance),
            sha: pipeline.sha,
          })),
        }
      : pipeline;
    if (!tree || !isOver(whole)) memory.forget(key);
    return whole;
  } catch (error) {
    if (!isGitLabFailure(error)) throw error;
    return { ...pipeline, incomplete: error.code };
  }
}

const noMemory: Memory = { get: (_, load) => load(), forget: () => {} };

/** Of a finished pipeline a child may still run, if nothing waits for it. */
function isOver(pipeline: Pipeline): boolean {
  return withChildren(pipeline).every(
    ({ status, jobs }) => isFinished(status) && jobs.every((job) => isFinished(job.status)),
  );
}
