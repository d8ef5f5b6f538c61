import { Emitter } from '../base/event.ts';
import { exchangeFindings } from '../model/counts.ts';
import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import { mayBeStale } from './mayBeStale.ts';

/** What is known of one repository now, and what was known last of the same branch. */
export interface Cell {
  readonly snapshot: Snapshot;
  /** The findings to show: the snapshot's own, or the last ones of this branch while it is loading or has failed. */
  readonly ready?: ReadySnapshot;
  readonly refreshing: boolean;
}

/** Adds to a snapshot's findings what was done about them from here. */
export type Mark = (snapshot: ReadySnapshot) => ReadySnapshot;

/** One cell per repository root, replaced whole. */
export class SnapshotStore {
  readonly #mark: Mark;
  /** As they came, without marks. */
  readonly #plain = new Map<string, Cell>();
  readonly #cells = new Map<string, Cell>();
  /** Repositories whose findings are those of an earlier window. */
  readonly #restored = new Set<string>();
  readonly #changed = new Emitter<string>();
  readonly #fetched = new Emitter<string>();
  readonly #restated = new Emitter<string>();
  readonly #forgot = new Emitter<string>();

  /** Fires the root of the repository whose cell changed, after it changed. */
  readonly onDidChange = this.#changed.event;
  /** The same, where it may hold other findings than before. */
  readonly onDidFetch = this.#fetched.event;
  /** The same, where the findings are the same ones, and only what is done about them is not. */
  readonly onDidRestate = this.#restated.event;

  /** Fires the root of the repository of which nothing may be shown any more that was ever shown of it. */
  readonly onDidForget = this.#forgot.event;

  constructor(mark: Mark = (snapshot) => snapshot) {
    this.#mark = mark;
  }

  get cells(): ReadonlyMap<string, Cell> {
    return this.#cells;
  }

  /** A run began. A repository without a cell gets a loading one; another branch's findings go at once. */
  begin(snapshot: Extract<Snapshot, { kind: 'loading' }>, keepReady: boolean): void {
    const before = this.#plain.get(snapshot.repository.root);
    const ready = keepReady ? before?.ready : undefined;
    if (!ready) this.#restored.delete(snapshot.repository.root);
    this.#put({
      snapshot: keepReady && before ? before.snapshot : snapshot,
      refreshing: true,
      ...(ready && { ready }),
    });
  }

  /** A run began that asks as somebody else: what was here before was given to another account. */
  forget(snapshot: Extract<Snapshot, { kind: 'loading' }>): void {
    this.begin(snapshot, false);
    this.#forgot.fire(snapshot.repository.root);
  }

  /** A part of the answer is here before the rest. It is shown where there is nothing to show yet, and nowhere else. */
  offer(part: ReadySnapshot): void {
    const before = this.#plain.get(part.repository.root);
    if (before && !before.ready) this.#put({ snapshot: part, ready: part, refreshing: true });
  }

  /** An earlier window's findings are shown where there is nothing else, until this one's first answer. */
  restore(stored: ReadySnapshot): void {
    const { root } = stored.repository;
    const before = this.#plain.get(root);
    if (before?.snapshot.kind !== 'loading' || before.ready) return;
    this.#restored.add(root);
    this.#put({ ...before, ready: stored });
  }

  /** A run came to its end. */
  settle(snapshot: Snapshot): void {
    const { root } = snapshot.repository;
    const before = this.#plain.get(root)?.ready;
    // Whoever is refused now is not shown what another window was told.
    const staysIn = snapshot.kind === 'failed' && (mayBeStale(snapshot) || !this.#restored.has(root));
    const ready = snapshot.kind === 'ready' ? snapshot : staysIn ? before : undefined;
    if (ready !== before) this.#restored.delete(root);
    this.#put({ snapshot, refreshing: false, ...(ready && { ready }) });
  }

  /** What GitLab said last of a repository, without marks. */
  unmarked(root: string): ReadySnapshot | undefined {
    return this.#plain.get(root)?.ready;
  }

  /** GitLab said of findings what the next run will say as well. */
  amend(root: string, keys: readonly string[], change: (finding: Finding) => Finding): void {
    const before = this.#plain.get(root);
    if (!before?.ready) return;
    const findings = exchangeFindings(before.ready.findings, new Set(keys), change);
    if (findings === before.ready.findings) return;
    const ready = { ...before.ready, findings };
    const isOwn = before.snapshot === before.ready;
    this.#put({ ...before, ready, snapshot: isOwn ? ready : before.snapshot }, this.#restated);
  }

  /** The marks of a repository's findings are others now. */
  remark(root: string): void {
    const cell = this.#plain.get(root);
    if (cell) this.#put(cell, this.#restated);
  }

  delete(root: string): void {
    this.#restored.delete(root);
    this.#plain.delete(root);
    if (this.#cells.delete(root)) this.#fire(root, this.#fetched);
  }

  dispose(): void {
    for (const emitter of [this.#changed, this.#fetched, this.#restated, this.#forgot]) emitter.dispose();
  }

  #put(plain: Cell, event = this.#fetched): void {
    const { root } = plain.snapshot.repository;
    // That a run begins or fails is no news of findings: these stay the same objects, in the same places.
    const isSame = event === this.#fetched && plain.ready === this.#plain.get(root)?.ready;
    const ready = isSame ? this.#cells.get(root)?.ready : plain.ready && this.#marked(plain.ready, event);
    this.#plain.set(root, plain);
    this.#cells.set(root, {
      ...plain,
      ...(ready && { ready, snapshot: plain.snapshot === plain.ready ? ready : plain.snapshot }),
    });
    if (isSame) this.#changed.fire(root);
    else this.#fire(root, event);
  }

  /** Marks hang on the findings, the pipeline and the merge request: where another run says the same, they are as they were. */
  #marked(ready: ReadySnapshot, event: Emitter<string>): ReadySnapshot {
    const { root } = ready.repository;
    const [before, marked] = [this.#plain.get(root)?.ready, this.#cells.get(root)?.ready];
    const isSame =
      event === this.#fetched &&
      ready.findings === before?.findings &&
      ready.pipeline.id === before.pipeline.id &&
      ready.mergeRequest?.webUrl === before.mergeRequest?.webUrl;
    return isSame && marked ? { ...ready, findings: marked.findings } : this.#mark(ready);
  }

  /** Where findings are is known first to what everything else asks. */
  #fire(root: string, event: Emitter<string>): void {
    event.fire(root);
    this.#changed.fire(root);
  }
}
