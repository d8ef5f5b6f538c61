import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import { filePath } from '../placement/filePath.ts';
import type { LazyDetails } from '../sync/ports.ts';
import { httpsUrl, plainLine } from './plainText.ts';

/** The best page GitLab has of a finding: its vulnerability, the pipeline's security tab, its code, the pipeline. */
export function pageOf(finding: Finding, snapshot: ReadySnapshot): string {
  const isStored = finding.sources.some(({ kind }) => kind === 'gitlab');
  if (finding.vulnerabilityUrl !== undefined) return finding.vulnerabilityUrl;
  if (isStored) return `${snapshot.pipeline.webUrl}/security`;
  return codePageOf(finding, snapshot) ?? snapshot.pipeline.webUrl;
}

/** The flagged lines on GitLab, at the scanned commit. */
export function codePageOf({ location, pipeline }: Finding, snapshot: ReadySnapshot): string | undefined {
  const reported = 'file' in location ? location.file : undefined;
  const path = reported === undefined ? undefined : filePath(reported, pipeline.projectPath);
  if (path === undefined || snapshot.pipeline.sha === '') return undefined;
  const lines = location.kind === 'code' && location.startLine !== undefined ? `#L${location.startLine}` : '';
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${snapshot.instance.url}/${pipeline.projectPath}/-/blob/${snapshot.pipeline.sha}/${encoded}${lines}`;
}

/** The pages that GitLab has of a finding, by name; only those of its own instance. */
export function gitLabPagesOf(
  finding: Finding,
  snapshot: ReadySnapshot,
): readonly { readonly name: string; readonly url: string }[] {
  const { issue, fixMergeRequest, request, vulnerabilityUrl, sources } = finding;
  const isStored = sources.some(({ kind }) => kind === 'gitlab');
  const pages: readonly (readonly [string, string | undefined])[] = [
    ['Vulnerability', vulnerabilityUrl],
    [`Issue #${plainLine(issue?.iid ?? '')}`, issue?.url],
    [`Merge request with its fix, !${plainLine(fixMergeRequest?.iid ?? '')}`, fixMergeRequest?.url],
    ['Dismissal request', request?.url],
    ['Code at the scanned commit', codePageOf(finding, snapshot)],
    ['Security tab of the pipeline', isStored ? `${snapshot.pipeline.webUrl}/security` : undefined],
    ['Pipeline', snapshot.pipeline.webUrl],
  ];
  const own = `${snapshot.instance.url}/`;
  return pages.flatMap(([name, url]) => (url?.startsWith(own) ? [{ name, url }] : []));
}

/** Every https link a finding carries, by a name people can choose by. */
export function linksOf(
  { identifiers, details }: Finding,
  lazy?: LazyDetails,
): readonly { readonly name: string; readonly url: string }[] {
  const links = [...identifiers, ...((details ?? lazy)?.links ?? [])].flatMap(({ name, url }) => {
    const href = httpsUrl(url);
    return href === undefined ? [] : [{ name: plainLine(name ?? '') || href, url: href }];
  });
  return [...new Map(links.map((link) => [link.url, link])).values()];
}
