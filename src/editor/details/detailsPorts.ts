import type * as vscode from 'vscode';
import type { Finding, FindingDetails } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import type { DetailsContext } from '../../core/view/details.ts';
import type { ButtonId, ReportedPlace } from '../../core/view/details/model.ts';
import type { LazyDetails } from '../../core/sync/ports.ts';

export const detailsViewType = 'gitlabSecurity.details';

export interface Found {
  readonly finding: Finding;
  readonly snapshot: ReadySnapshot;
}

/** Where a finding is, as the details say it: see `DetailsContext`. */
export type FoundPlace = Pick<DetailsContext, 'placement' | 'steps' | 'note' | 'noPlace'>;

/** What the details page needs from the rest of the extension. */
export interface DetailsPorts {
  readonly extensionUri: vscode.Uri;
  find(repositoryRoot: string, key: string): Found | undefined;
  /** Whether a finding that is not found is gone, rather than not here yet. */
  hasFindings(repositoryRoot: string): boolean;
  /** Snapshots, placements or whatever else `find` and `placeOf` rest on. */
  readonly onDidChange: vscode.Event<unknown>;
  /** Fires the root of a repository of which nothing that was shown before may be shown any more. */
  readonly onDidForget: vscode.Event<string>;
  /** `undefined` where GitLab knows no more; throws what `explain` can explain. */
  loadDetails(
    snapshot: ReadySnapshot,
    finding: Finding,
    signal: AbortSignal,
  ): Promise<LazyDetails | undefined>;
  /** Where the finding is now, and what is to be said of that. */
  placeOf(snapshot: ReadySnapshot, finding: Finding): FoundPlace;
  /** The steps of these code flows are to be placed as well; `onDidChange` tells when they are. */
  followFlows(snapshot: ReadySnapshot, finding: Finding, flows: FindingDetails['codeFlows']): void;
  /** Goes to where a place of the scan is now. The path is a report's: nothing outside the repository may be opened. */
  openPlace(snapshot: ReadySnapshot, finding: Finding, place: ReportedPlace): void;
  openLink(url: string): void;
  /** Does what a button of the page says. */
  press(button: ButtonId, repositoryRoot: string, key: string): void;
  /** One sentence. */
  explain(error: unknown): string;
  /** Epoch milliseconds. */
  now(): number;
}
