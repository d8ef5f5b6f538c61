import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import type { Instance } from '../model/project.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import { isSomebodyElse, type AccountInUse } from './accountsInUse.ts';
import { fetchSnapshot, type FetchPorts } from './fetchSnapshot.ts';
import { mayBeStale } from './mayBeStale.ts';
import { nextRefresh } from './nextRefresh.ts';
import type { BranchHead } from './ports.ts';
import type { Cell, SnapshotStore } from './snapshotStore.ts';
import type { StoredSnapshots } from './storedSnapshots.ts';

/** Whether somebody is there to see what changes. */
export interface Attention {
  readonly isThere: () => boolean;
  readonly onDidReturn: Event<void>;
}

export interface RefresherPorts extends FetchPorts {
  readonly store: SnapshotStore;
  readonly stored: StoredSnapshots;
  /** The accounts that are asked with, one of each instance. */
  readonly inUse: () => Promise<readonly AccountInUse[]>;
  /** Calls back once, after so many milliseconds. */
  readonly schedule: (milliseconds: number, callback: () => void) => Disposable;
  readonly attention: Attention;
  /** The web URL of the merge request the user picked for a branch. */
  readonly chosenMergeRequest: (head: BranchHead) => string | undefined;
}

/**
 * Decides when one repository is asked for, and lets only the newest run speak: starting a run aborts the one before.
 */
export class Refresher implements Disposable {
  readonly #ports: RefresherPorts;
  #head: BranchHead;
  #run: AbortController | undefined;
  #timer: Disposable | undefined;
  /** Who was asked as for what is shown. */
  #askedAs: Promise<readonly AccountInUse[]> | undefined;
  #sameRuns = 0;
  #lastState = '';
  #isDisposed = false;

  constructor(head: BranchHead, ports: RefresherPorts) {
    this.#head = head;
    this.#ports = ports;
  }

  /** The branch moved, was switched, or its remotes changed. */
  update(head: BranchHead): void {
    const sameBranch = head.branch !== undefined && head.branch === this.#head.branch;
    this.#head = head;
    void this.#start(sameBranch);
  }

  /** Asks again; resolves when the answer is in the store, or the run was overtaken. */
  refresh(): Promise<void> {
    return this.#start(true);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#run?.abort();
    this.#timer?.dispose();
    this.#ports.store.delete(this.#head.repository.root);
  }

  async #start(keepReady: boolean): Promise<void> {
    const { store, logger, now, stored } = this.#ports;
    if (this.#isDisposed) return;
    this.#run?.abort();
    this.#timer?.dispose();
    const run = new AbortController();
    this.#run = run;
    const head = this.#head;
    const started = now();
    store.begin({ kind: 'loading', repository: head.repository }, keepReady);
    try {
      await this.#forgetOthers(run.signal);
      run.signal.throwIfAborted();
      const onPart = (part: ReadySnapshot) => store.offer(part);
      const cell = store.cells.get(head.repository.root);
      const isAwaited = cell?.ready === undefined;
      const restored =
        isAwaited && cell?.snapshot.kind === 'loading' ? this.#restore(head, run.signal) : undefined;
      const snapshot = await fetchSnapshot(
        head,
        isAwaited ? { ...this.#ports, onPart } : this.#ports,
        this.#ports.chosenMergeRequest(head),
        run.signal,
      );
      // What is on disk is needed now, should it not be there yet.
      if (snapshot.kind === 'failed') await restored;
      if (run.signal.aborted) return;
      logger.info(`refresh ${head.repository.name} ${snapshot.kind} in ${now() - started} ms`);
      store.settle(snapshot);
      if (snapshot.kind === 'ready') stored.keep(head, snapshot);
      else if (!mayBeStale(snapshot)) stored.drop(head);
      const state = stateOf(snapshot);
      this.#sameRuns = state === this.#lastState ? this.#sameRuns + 1 : 0;
      this.#lastState = state;
      const wait = nextRefresh(snapshot, this.#sameRuns);
      if (wait !== undefined) this.#timer = this.#ports.schedule(wait, () => this.#due(snapshot));
    } catch (error) {
      if (!run.signal.aborted) throw error;
    }
  }

  /**
   * What one account was given is never shown to another. Who is asked as is looked up before each run: not everybody who
   * exchanges an account tells us (a file of the environment, a token that is past its last day).
   */
  async #forgetOthers(signal: AbortSignal): Promise<void> {
    const { store, memory, inUse } = this.#ports;
    const before = this.#askedAs;
    // Whoever cannot be told is nobody we know.
    const now = inUse().catch(() => []);
    if (before) {
      const { repository } = this.#head;
      const accounts = [await before, await now] as const;
      if (signal.aborted) return;
      if (isSomebodyElse(...accounts, undefined)) memory.clear();
      const shown = instanceOf(store.cells.get(repository.root));
      if (isSomebodyElse(...accounts, shown)) store.forget({ kind: 'loading', repository });
    }
    this.#askedAs = now;
  }

  async #restore(head: BranchHead, signal: AbortSignal): Promise<void> {
    const snapshot = await this.#ports.stored.recall(head);
    if (snapshot && !signal.aborted) this.#ports.store.restore(snapshot);
  }

  /**
   * A pipeline under way is followed only while somebody looks; who comes back is told at once. One request is all that
   * an evening of pipelines costs a window in the background.
   */
  #due(snapshot: Snapshot): void {
    const { attention } = this.#ports;
    if ('running' in snapshot && !attention.isThere()) {
      this.#timer = attention.onDidReturn(() => void this.#start(true));
    } else {
      void this.#start(true);
    }
  }
}

function instanceOf(cell: Cell | undefined): Instance | undefined {
  if (!cell) return undefined;
  const { ready, snapshot } = cell;
  return ready?.instance ?? ('instance' in snapshot ? snapshot.instance : undefined);
}

/** What must stay the same for the wait to grow: another pipeline under way, or another failure, is a new beginning. */
function stateOf(snapshot: Snapshot): string {
  const running = 'running' in snapshot ? snapshot.running.id : undefined;
  const failure = snapshot.kind === 'failed' ? snapshot.failure : undefined;
  return [snapshot.kind, running, failure].join(' ');
}
