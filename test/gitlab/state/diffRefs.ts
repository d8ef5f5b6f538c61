import type { DiffRefs, MergeRequest } from './mergeRequest.ts';

/** Where a merge request's branches are now. Git is asked each time: a push moves them. */
export function diffRefsOf(mergeRequest: MergeRequest): DiffRefs | undefined {
  if (mergeRequest.fixedDiffRefs) return mergeRequest.fixedDiffRefs;
  const target = mergeRequest.project.repository;
  if (!target) return undefined;
  const headSha = headOf(mergeRequest);
  const startSha = target.branch(mergeRequest.targetBranch);
  if (headSha === undefined || startSha === undefined) return undefined;
  const baseSha = target.mergeBase(startSha, headSha) ?? startSha;
  return { headSha, baseSha, startSha };
}

/** The newest commit of the source branch; GitLab keeps it in the target project under a ref of its own. */
function headOf(mergeRequest: MergeRequest): string | undefined {
  const target = mergeRequest.project.repository;
  const source = mergeRequest.sourceProject?.repository;
  const ref = `refs/merge-requests/${mergeRequest.iid}/head`;
  const known = target?.commit(ref);
  const head = mergeRequest.state === 'opened' ? source?.branch(mergeRequest.sourceBranch) : undefined;
  if (head === undefined || head === known || !source || !target) return known;
  target.fetch(source, head, ref);
  return head;
}

/** The commits a merge request would add, by which branch pipelines are found to be its own. */
export function commitsOf(mergeRequest: MergeRequest): ReadonlySet<string> {
  const refs = diffRefsOf(mergeRequest);
  if (!refs) return new Set();
  const listed = mergeRequest.project.repository?.commitsSince(refs.startSha, refs.headSha) ?? [];
  return new Set([refs.headSha, ...listed]);
}
