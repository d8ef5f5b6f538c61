import assert from 'node:assert/strict';
import { Refresher } from '../../src/core/sync/refresher.ts';
import { RunMemory } from '../../src/core/sync/runMemory.ts';
import { SnapshotStore, type Cell } from '../../src/core/sync/snapshotStore.ts';
import type { BranchHead } from '../../src/core/sync/ports.ts';
import { Connections } from '../../src/gitlab/connections.ts';
import { watch, watchedLogger } from '../support/watchedLogger.ts';
import type { WayOut } from './wayOut.ts';
import type { WireFault } from './wireFault.ts';

export interface WindowOptions {
  readonly url: string;
  readonly token: string;
  readonly wayOut: WayOut;
  readonly patience?: WireFault['patience'];
}

/** A signed-in instance as a window has it, whose retries wait for nothing but tell for how long they would have. */
export function connectionsOf({ url, token, wayOut, patience }: WindowOptions) {
  const waits: number[] = [];
  const connections = new Connections({
    fetch: wayOut.fetch,
    logger: { ...watchedLogger(), error: (line) => assert.fail(line) },
    instances: () => Promise.resolve([{ url }]),
    ignoredHosts: () => [],
    token: () => Promise.resolve(token),
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
    now: () => 0,
    ...patience,
  });
  return { connections, waits };
}

export interface Window {
  /** A whole refresh; what the window shows after it. */
  readonly refresh: () => Promise<Cell>;
  readonly waits: readonly number[];
  readonly dispose: () => void;
}

/** All of a window between git and the screen. */
export function openWindow(head: BranchHead, options: WindowOptions): Window {
  const { connections, waits } = connectionsOf(options);
  const store = new SnapshotStore();
  const errors: string[] = [];
  const refresher = new Refresher(head, {
    signedIn: connections,
    scannedText: { linesAt: () => Promise.resolve(() => undefined) },
    memory: new RunMemory(),
    now: () => 1,
    logger: { ...watchedLogger(), error: (line) => errors.push(line) },
    inUse: () => Promise.resolve([]),
    store,
    stored: { recall: () => Promise.resolve(undefined), keep: () => {}, drop: () => {} },
    schedule: () => ({ dispose: () => {} }),
    attention: { isThere: () => true, onDidReturn: () => ({ dispose: () => {} }) },
    chosenMergeRequest: () => undefined,
  });
  return {
    waits,
    refresh: async () => {
      waits.length = 0;
      await refresher.refresh();
      assert.deepEqual(errors, []);
      const cell = store.cells.get(head.repository.root) ?? assert.fail('no cell');
      assert.equal(cell.refreshing, false);
      watch(cell, 'what is shown');
      return cell;
    },
    dispose: () => refresher.dispose(),
  };
}
