import { findByKeys } from '../../core/model/findByKeys.ts';
import type { Target } from '../../core/settling/ports.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';

/** The same findings as they are known now; those that are gone are left out. */
export function freshTargets(store: SnapshotStore, targets: readonly Target[]): readonly Target[] {
  const keysIn = (root: string) =>
    new Set(targets.flatMap((target) => (target.root === root ? target.finding.key : [])));
  const known = new Map(
    [...new Set(targets.map(({ root }) => root))].map((root) => {
      const snapshot = store.cells.get(root)?.ready;
      return [root, snapshot && { snapshot, findings: findByKeys(snapshot.findings, keysIn(root)) }];
    }),
  );
  return targets.flatMap(({ root, finding }) => {
    const now = known.get(root);
    const same = now?.findings.get(finding.key);
    return now && same ? [{ root, snapshot: now.snapshot, finding: same }] : [];
  });
}
