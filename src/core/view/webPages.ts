import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import { filePath } from '../placement/filePath.ts';
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

/** Every https link a finding carries, by a name people can choose by. */
export function linksOf({
  identifiers,
  details,
}: Finding): readonly { readonly name: string; readonly url: string }[] {
  const links = [...identifiers, ...(details?.links ?? [])].flatMap(({ name, url }) => {
    const href = httpsUrl(url);
    return href === undefined ? [] : [{ name: plainLine(name ?? '') || href, url: href }];
  });
  return [...new Map(links.map((link) => [link.url, link])).values()];
}
