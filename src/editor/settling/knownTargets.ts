import { addressOf } from '../../core/settling/changeState.ts';
import type { SettlingPorts, StateChanges, Target } from '../../core/settling/ports.ts';
import { withStatus } from '../../core/settling/withStatus.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import { freshTargets } from './freshTargets.ts';
import { withProgress } from './withProgress.ts';

/**
 * Asks GitLab what the user may do, where that is not known, so that nobody types a comment in vain; and how a finding was
 * dismissed, which lists do not tell.
 */
export async function knownTargets(
  targets: readonly Target[],
  store: SnapshotStore,
  { connect, amend, logger }: SettlingPorts<StateChanges>,
): Promise<readonly Target[]> {
  const isOpen = ({ finding: { state, dismissal, permissions } }: Target) =>
    !permissions || (state === 'dismissed' && !dismissal);
  const [first] = targets;
  if (first?.finding.uuid === undefined || !targets.some(isOpen)) return targets;
  await withProgress('Asking GitLab', 1, async () => {
    try {
      const gitlab = await connect(first.snapshot.instance);
      const status = await gitlab.status(addressOf(first), new AbortController().signal);
      const allowed = status?.permissions;
      if (status) amend(first, (finding) => withStatus(finding, status));
      if (!allowed) return;
      const others = targets.filter(({ root }) => root === first.root).map(({ finding }) => finding.key);
      store.amend(first.root, others, (finding) => ({ ...finding, permissions: allowed }));
    } catch (error) {
      // GitLab has the last word when it is asked to change something.
      logger.warn(`what the user may do is not known: ${String(error)}`);
    }
  });
  return freshTargets(store, targets);
}
