import type { Finding } from '../model/finding.ts';

/** Zeros stand for what is not committed; GitLab's own words name the commit where its database does not. */
const named = /\bfound in commit ([0-9a-f]{7,64})\b/;

/**
 * The commit whose text a finding's lines belong to: its pipeline's, but for a secret that was found in the history
 * the commit that brought it in.
 */
export function scanCommit({ type, location, description, pipeline }: Finding): string {
  return (type === 'secret_detection' ? historicCommit(location, description) : undefined) ?? pipeline.sha;
}

/** Whether a secret was found in an earlier commit than the one that the pipeline ran for. */
export function isInHistory(finding: Finding): boolean {
  return !finding.pipeline.sha.startsWith(scanCommit(finding));
}

function historicCommit(location: Finding['location'], description: string | undefined): string | undefined {
  const commit = location.kind === 'code' ? location.commit : undefined;
  const known = commit ?? named.exec(description ?? '')?.[1];
  return known !== undefined && /^[0-9a-f]{7,64}$/.test(known) ? known : undefined;
}
