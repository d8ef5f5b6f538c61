import type { Target } from '../../core/settling/ports.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';

/** The same findings as they are known now; those that are gone are left out. */
export function freshTargets(store: SnapshotStore, targets: readonly Target[]): readonly Target[] {
  return targets.flatMap(({ root, finding }) => {
    const snapshot = store.cells.get(root)?.ready;
    const now = snapshot?.findings.find(({ key }) => key === finding.key);
    return snapshot && now ? [{ root, snapshot, finding: now }] : [];
  });
}
