import type * as vscode from 'vscode';
import type { Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import type { LazyDetails } from '../../core/sync/ports.ts';

export interface Found {
  readonly finding: Finding;
  readonly snapshot: ReadySnapshot;
}

/** What the details page needs from the rest of the extension. */
export interface DetailsPorts {
  readonly extensionUri: vscode.Uri;
  find(repositoryRoot: string, key: string): Found | undefined;
  /** Whether a finding that is not found is gone, rather than not here yet. */
  hasFindings(repositoryRoot: string): boolean;
  /** Snapshots, placements or whatever else `find`, `scannedAt` and `noPlace` rest on. */
  readonly onDidChange: vscode.Event<unknown>;
  /** `undefined` where GitLab knows no more; throws what `explain` can explain. */
  loadDetails(
    snapshot: ReadySnapshot,
    finding: Finding,
    signal: AbortSignal,
  ): Promise<LazyDetails | undefined>;
  /** What became of the flagged lines since the scan, in a sentence. */
  scannedAt(snapshot: ReadySnapshot, finding: Finding): string | undefined;
  /** Why the finding's file cannot be opened and where it was looked for, in a sentence. */
  noPlace(snapshot: ReadySnapshot, finding: Finding): string | undefined;
  /** The path is a report's: nothing outside the repository may be opened. */
  openPlace(snapshot: ReadySnapshot, file: string, line?: number): void;
  openLink(url: string): void;
  goToFinding(repositoryRoot: string, key: string): void;
  openInGitLab(repositoryRoot: string, key: string): void;
  copyFinding(repositoryRoot: string, key: string): void;
  /** One sentence. */
  explain(error: unknown): string;
  /** Epoch milliseconds. */
  now(): number;
}
