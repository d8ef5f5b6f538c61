import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { addMergeRequest } from './addMergeRequest.ts';
import { commitOnIndex } from './commitOnIndex.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

/** The merge request, or why there is none, in the words of GitLab's service (`CreateFromVulnerabilityDataService`). */
export type MergeRequestOfFinding = { readonly mergeRequest: MergeRequest } | { readonly error: string };

/** Applies the first remediation to the default branch, whatever branch the finding is on. */
export function createMergeRequestOfFinding(
  state: State,
  finding: IngestedFinding,
  author: User | undefined,
): MergeRequestOfFinding {
  const { project, title } = finding;
  const { repository, defaultBranch } = project;
  const diff = finding.remediations[0]?.diff;
  if (!diff) return { error: 'No remediations available for merge request' };
  const parent = repository?.branch(defaultBranch);
  if (!repository || parent === undefined) return { error: 'Unable to apply patch' };
  const sourceBranch = `remediate/${slug(title)}-D${stamp(new Date())}`;
  const message = `Resolve vulnerability: ${title}`;
  try {
    const sha = commitOnIndex(repository, { parent, message, author }, (git) => {
      git(['apply', '--cached', '--whitespace=nowarn', '-'], Buffer.from(diff, 'base64'));
    });
    // All zeros: the branch must not be there yet.
    repository.run(['update-ref', `refs/heads/${sourceBranch}`, sha, '0'.repeat(40)]);
  } catch {
    return { error: 'Unable to apply patch' };
  }
  const mergeRequest = addMergeRequest(state, project, {
    title: message,
    sourceBranch,
    targetBranch: defaultBranch,
    author,
    removeSourceBranch: true,
  });
  const record = state.vulnerabilities.record(finding);
  if (record) record.mergeRequest = mergeRequest;
  return { mergeRequest };
}

/** Rails' `parameterize`, cut to 75 characters. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 75);
}

/** `20260131T235959` */
function stamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
}
