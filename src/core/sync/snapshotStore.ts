import { Emitter } from '../base/event.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';

/** What is known of one repository now, and what was known last of the same branch. */
export interface Cell {
  readonly snapshot: Snapshot;
  /** The findings to show: the snapshot's own, or the last ones of this branch while it is loading or has failed. */
  readonly ready?: ReadySnapshot;
  readonly refreshing: boolean;
}

/** One cell per repository root, replaced whole. */
export class SnapshotStore {
  readonly #cells = new Map<string, Cell>();
  readonly #changed = new Emitter<string>();

  /** Fires the root of the repository whose cell changed, after it changed. */
  readonly onDidChange = this.#changed.event;

  get cells(): ReadonlyMap<string, Cell> {
    return this.#cells;
  }

  /** A run began. A repository without a cell gets a loading one; another branch's findings go at once. */
  begin(snapshot: Extract<Snapshot, { kind: 'loading' }>, keepReady: boolean): void {
    const before = this.#cells.get(snapshot.repository.root);
    const ready = keepReady ? before?.ready : undefined;
    this.#put({
      snapshot: keepReady && before ? before.snapshot : snapshot,
      refreshing: true,
      ...(ready && { ready }),
    });
  }

  /** A part of the answer is here before the rest. It is shown where there is nothing to show yet, and nowhere else. */
  offer(part: ReadySnapshot): void {
    const before = this.#cells.get(part.repository.root);
    if (before && !before.ready) this.#put({ snapshot: part, ready: part, refreshing: true });
  }

  /** A run came to its end. */
  settle(snapshot: Snapshot): void {
    const before = this.#cells.get(snapshot.repository.root)?.ready;
    const ready = snapshot.kind === 'ready' ? snapshot : snapshot.kind === 'failed' ? before : undefined;
    this.#put({ snapshot, refreshing: false, ...(ready && { ready }) });
  }

  delete(root: string): void {
    if (this.#cells.delete(root)) this.#changed.fire(root);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #put(cell: Cell): void {
    const { root } = cell.snapshot.repository;
    this.#cells.set(root, cell);
    this.#changed.fire(root);
  }
}
