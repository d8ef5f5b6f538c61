import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';
import type { LazyDetails, SignedIn } from '../../core/sync/ports.ts';
import { gitLabPagesOf, linksOf } from '../../core/view/webPages.ts';
import { viewId } from '../findingsTree.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import { openUrl } from './openUrl.ts';
import { literal } from '../../core/view/literal.ts';

/** Lets the user choose among all pages that a finding leads to: GitLab's own, and those that its report names. */
export async function openLink(
  { finding, snapshot }: PlacedFinding,
  connections: SignedIn,
  logger: Logger,
): Promise<void> {
  const lazy = await lazyDetails(finding, snapshot, connections, logger);
  const named = linksOf(finding, lazy);
  const vulnerabilityUrl = finding.vulnerabilityUrl ?? lazy?.vulnerabilityUrl;
  const known = { ...finding, ...(vulnerabilityUrl !== undefined && { vulnerabilityUrl }) };
  const heading = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, url: '' });
  const row = ({ name, url }: { readonly name: string; readonly url: string }) => ({
    label: literal(name),
    description: new URL(url).host,
    url,
  });
  const items = [
    heading('GitLab'),
    ...gitLabPagesOf(known, snapshot).map(row),
    ...(named.length > 0 ? [heading('Report'), ...named.map(row)] : []),
  ];
  const link = await vscode.window.showQuickPick(items, {
    title: 'Open Link',
    placeHolder: 'Choose a page to open in the browser',
  });
  if (link) await openUrl(link.url, snapshot.instance);
}

/** Links that GitLab tells only of a single finding; without them there are still the others. */
async function lazyDetails(
  finding: PlacedFinding['finding'],
  snapshot: PlacedFinding['snapshot'],
  connections: SignedIn,
  logger: Logger,
): Promise<LazyDetails | undefined> {
  const { uuid, pipeline, details } = finding;
  if (uuid === undefined || details) return undefined;
  return vscode.window.withProgress({ location: { viewId } }, async () => {
    try {
      const gitlab = await connections.connect(snapshot.instance);
      return await gitlab.details(pipeline, uuid, new AbortController().signal);
    } catch (error) {
      logger.warn(`the links of a finding could not be asked for: ${String(error)}`);
      return undefined;
    }
  });
}
