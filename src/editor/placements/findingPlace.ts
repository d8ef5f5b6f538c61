import type * as vscode from 'vscode';
import type { CodeFlowStep, Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import type { Placement } from '../../core/placement/placement.ts';

/** Where a finding is now. */
export interface FindingPlace {
  readonly root: string;
  readonly finding: Finding;
  readonly placement: Placement;
  /** Absent where there is no file to open. */
  readonly uri?: vscode.Uri;
  readonly scan: Scan;
  /** As far as they are known. */
  readonly flows: readonly (readonly CodeFlowStep[])[];
  /** Where the flows' steps are, in their order. */
  readonly steps: readonly (readonly Placement[])[];
}

/** A finding, where it is, and the snapshot that it is of. */
export interface PlacedFinding extends FindingPlace {
  readonly snapshot: ReadySnapshot;
}

/** What a finding's lines were counted in. */
export interface Scan {
  readonly commit: string;
  /** The file as the commit names it. */
  readonly path?: string;
  /** How many commits ago that was; absent where the branch has gone another way since, or nothing has changed. */
  readonly commitsAgo?: number;
}

/** It could not be compared for want of the text that was scanned. */
export function lacksText({ placement }: FindingPlace): boolean {
  return placement.kind === 'changed' && placement.because === 'unknown';
}

/** Where scanned files are now, by the path that was scanned. */
export function presentPaths(places: Iterable<FindingPlace>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { scan, placement, uri } of places)
    if (uri && scan.path !== undefined && placement.path !== undefined) paths.set(scan.path, placement.path);
  return paths;
}
