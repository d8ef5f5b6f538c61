import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import type { Finding } from '../core/model/finding.ts';
import type { ReadySnapshot } from '../core/model/snapshot.ts';
import { filePath } from '../core/placement/filePath.ts';
import { placeFinding, type Placement } from '../core/placement/placeFinding.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';

/** A finding and where it is now. */
export interface PlacedFinding {
  readonly root: string;
  readonly snapshot: ReadySnapshot;
  readonly finding: Finding;
  readonly placement: Placement;
  /** Absent where there is no file to open. */
  readonly uri?: vscode.Uri;
}

export interface PlacementsPorts {
  readonly store: SnapshotStore;
  /** Paths whose saved text differs from the commit's; `undefined` when nothing is known. */
  readonly changedFiles: (
    root: vscode.Uri,
    commit: string,
    signal: AbortSignal,
  ) => Promise<ReadonlySet<string> | undefined>;
}

const statsAtOnce = 32;

/** Knows for every finding where it is, by file; everything that shows findings on lines asks here, and gets an answer from memory. */
export class Placements implements vscode.Disposable {
  readonly #ports: PlacementsPorts;
  readonly #disposables = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #byRoot = new Map<string, ReadonlyMap<string, PlacedFinding>>();
  readonly #runs = new Map<string, AbortController>();
  #byUri = new Map<string, readonly PlacedFinding[]>();

  readonly onDidChange = this.#changed.event;

  constructor(ports: PlacementsPorts) {
    this.#ports = ports;
    this.#disposables.add(this.#changed);
    this.#disposables.add(ports.store.onDidChange((root) => void this.update(root)));
    this.#disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Only the steps between saved and unsaved matter here; a keystroke after that changes nothing.
        const stale = document.isDirty ? 'exact' : 'changed';
        const placed = this.#byUri.get(document.uri.toString());
        if (placed?.some(({ placement }) => placement.kind === stale))
          void this.update(placed[0]?.root ?? '');
      }),
    );
    this.#disposables.add(vscode.workspace.onDidCreateFiles(() => this.#updateAll()));
    this.#disposables.add(vscode.workspace.onDidDeleteFiles(() => this.#updateAll()));
    this.#disposables.add(vscode.workspace.onDidRenameFiles(() => this.#updateAll()));
  }

  /** All files with findings. */
  get files(): ReadonlyMap<string, readonly PlacedFinding[]> {
    return this.#byUri;
  }

  in(uri: vscode.Uri): readonly PlacedFinding[] {
    return this.#byUri.get(uri.toString()) ?? [];
  }

  /** @param root of the repository; without it the first one that has the finding */
  find(root: string | undefined, key: string): PlacedFinding | undefined {
    const roots = root === undefined ? [...this.#byRoot.values()] : [this.#byRoot.get(root)];
    return roots.map((placed) => placed?.get(key)).find((placed) => placed !== undefined);
  }

  all(): readonly PlacedFinding[] {
    return [...this.#byRoot.values()].flatMap((placed) => [...placed.values()]);
  }

  /** Places a repository's findings anew: after a refresh, a commit, a save. */
  async update(root: string): Promise<void> {
    this.#runs.get(root)?.abort();
    const snapshot = this.#ports.store.cells.get(root)?.ready;
    if (!snapshot) {
      if (this.#byRoot.delete(root)) this.#publish();
      return;
    }
    const run = new AbortController();
    this.#runs.set(root, run);
    try {
      const placed = await this.#place(root, snapshot, run.signal);
      if (run.signal.aborted) return;
      this.#byRoot.set(root, new Map(placed.map((entry) => [entry.finding.key, entry])));
      this.#publish();
    } catch (error) {
      if (!run.signal.aborted) throw error;
    }
  }

  dispose(): void {
    for (const run of this.#runs.values()) run.abort();
    this.#disposables.dispose();
  }

  #updateAll(): void {
    for (const root of this.#byRoot.keys()) void this.update(root);
  }

  async #place(
    root: string,
    snapshot: ReadySnapshot,
    signal: AbortSignal,
  ): Promise<readonly PlacedFinding[]> {
    const rootUri = vscode.Uri.parse(root);
    const uriOf = (path: string) => vscode.Uri.joinPath(rootUri, path);
    const paths = new Set(
      snapshot.findings.flatMap(({ location, pipeline }) =>
        'file' in location ? (filePath(location.file, pipeline.projectPath) ?? []) : [],
      ),
    );
    const [changed, existing] = await Promise.all([
      this.#ports.changedFiles(rootUri, snapshot.pipeline.sha, signal),
      existingOf([...paths], uriOf, signal),
    ]);
    const dirty = new Set(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()),
    );
    const files = {
      exists: (path: string) => existing.has(path),
      isAsScanned: (path: string) =>
        changed !== undefined && !changed.has(path) && !dirty.has(uriOf(path).toString()),
    };
    return snapshot.findings.map((finding): PlacedFinding => {
      const placement = placeFinding(finding, files);
      const exists = placement.path !== undefined && placement.kind !== 'gone';
      return { root, snapshot, finding, placement, ...(exists && { uri: uriOf(placement.path) }) };
    });
  }

  #publish(): void {
    const byUri = new Map<string, PlacedFinding[]>();
    for (const placed of this.all()) {
      if (!placed.uri || !('startLine' in placed.placement)) continue;
      const id = placed.uri.toString();
      const list = byUri.get(id);
      if (list) list.push(placed);
      else byUri.set(id, [placed]);
    }
    this.#byUri = byUri;
    this.#changed.fire();
  }
}

/** Lines of the editor count from 0 and end before their end; the report's count from 1 and include it. */
export function rangeOf(
  placement: Extract<Placement, { readonly startLine: unknown }>,
  document?: vscode.TextDocument,
): vscode.Range {
  const last = document ? document.lineCount - 1 : Number.MAX_SAFE_INTEGER;
  const start = Math.min(placement.startLine - 1, last);
  const end = Math.min(placement.endLine - 1, last);
  if (!document) return new vscode.Range(start, 0, end, 0);
  const first = document.lineAt(start).firstNonWhitespaceCharacterIndex;
  const text = document.lineAt(end).text;
  return new vscode.Range(
    start,
    start === end && first >= text.length ? 0 : first,
    end,
    text.trimEnd().length,
  );
}

async function existingOf(
  paths: readonly string[],
  uriOf: (path: string) => vscode.Uri,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>();
  for (let start = 0; start < paths.length; start += statsAtOnce) {
    signal.throwIfAborted();
    await Promise.all(
      paths.slice(start, start + statsAtOnce).map(async (path) => {
        try {
          const stat = await vscode.workspace.fs.stat(uriOf(path));
          if ((stat.type & vscode.FileType.Directory) === 0) existing.add(path);
        } catch {
          // Not there.
        }
      }),
    );
  }
  return existing;
}
