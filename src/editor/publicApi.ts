import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import type { Finding } from '../core/model/finding.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { isOnLines } from '../core/placement/placement.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import type { Placements } from './placements/placements.ts';
import { rangeOf } from './placements/rangeOf.ts';

/** What `activate()` returns to other extensions; documented in the README. */
export interface SecurityFindingsApi {
  readonly apiVersion: 1;
  /** One per repository. */
  readonly snapshots: readonly ApiSnapshot[];
  readonly onDidChangeSnapshots: vscode.Event<void>;
  refresh(): Promise<void>;
}

export interface ApiSnapshot {
  /** The root folder's URI. */
  readonly repository: string;
  readonly kind: Snapshot['kind'];
  readonly mergeRequest?: { readonly iid: string; readonly webUrl: string };
  readonly pipeline?: { readonly id: string; readonly sha: string; readonly status: string };
  readonly findings: readonly ApiFinding[];
  readonly problems: readonly { readonly kind: string }[];
}

export interface ApiFinding extends Pick<
  Finding,
  'key' | 'uuid' | 'title' | 'severity' | 'scanner' | 'identifiers' | 'state'
> {
  readonly change: Exclude<Finding['change'], 'pending'>;
  readonly reportType: Finding['type'];
  /** Relative to the repository's root. */
  readonly file?: string;
  /** Of the present text, lines and characters from 0. */
  readonly range?: vscode.Range;
  readonly placement: 'exact' | 'moved' | 'changed' | 'gone' | 'none';
  readonly issueUrl?: string;
}

/** For who asks before there is anything: no snapshots yet, and the events of later. */
export function earlyApi(coming: Promise<SecurityFindingsApi>): SecurityFindingsApi {
  let api: SecurityFindingsApi | undefined;
  const there = coming.then((arrived) => (api = arrived));
  return {
    apiVersion: 1,
    get snapshots() {
      return api?.snapshots ?? [];
    },
    onDidChangeSnapshots: (listener, thisArgs, disposables) => {
      const own = new DisposableStore();
      void there.then(({ onDidChangeSnapshots }) => own.add(onDidChangeSnapshots(listener, thisArgs)));
      const listening = new vscode.Disposable(() => own.dispose());
      disposables?.push(listening);
      return listening;
    },
    refresh: async () => (await there).refresh(),
  };
}

export function publicApi(
  store: SnapshotStore,
  placements: Placements,
  refresh: () => Promise<void>,
): SecurityFindingsApi {
  return {
    apiVersion: 1,
    get snapshots() {
      const open = new Map(
        vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]),
      );
      return [...store.cells].map(([root, { snapshot, ready }]): ApiSnapshot => {
        const mergeRequest = ready?.mergeRequest;
        return {
          repository: root,
          kind: snapshot.kind,
          ...(mergeRequest && { mergeRequest: { iid: mergeRequest.iid, webUrl: mergeRequest.webUrl } }),
          ...(ready && {
            pipeline: { id: ready.pipeline.id, sha: ready.pipeline.sha, status: ready.pipeline.status },
          }),
          findings:
            ready?.findings.flatMap((finding) =>
              toApiFinding(finding, placements.find(root, finding.key), open),
            ) ?? [],
          problems: ready?.problems ?? [],
        };
      });
    },
    // After the findings have been placed, so that ranges are there when it fires.
    onDidChangeSnapshots: (listener, thisArgs, disposables) =>
      placements.onDidChange(() => void listener.call(thisArgs), undefined, disposables),
    refresh,
  };
}

function toApiFinding(
  finding: Finding,
  placed: PlacedFinding | undefined,
  open: ReadonlyMap<string, vscode.TextDocument>,
): readonly ApiFinding[] {
  const { key, uuid, title, severity, type, scanner, identifiers, state, change, issue } = finding;
  // What is not compared yet may be new or not; others are told once that is known.
  if (change === 'pending') return [];
  const placement = placed?.placement;
  const document = open.get(placed?.uri?.toString() ?? '');
  const told: ApiFinding = {
    key,
    title,
    severity,
    reportType: type,
    scanner,
    identifiers,
    state,
    change,
    placement: placement?.kind ?? 'none',
    ...(uuid !== undefined && { uuid }),
    ...(placement?.path !== undefined && { file: placement.path }),
    ...(placement && isOnLines(placement) && { range: rangeOf(placement, document) }),
    ...(issue && { issueUrl: issue.url }),
  };
  return [told];
}
