import type { Target } from '../../core/settling/ports.ts';
import { nothingLeft } from '../../core/view/settlementWords.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import { notify } from '../notify.ts';
import { freshTargets } from './freshTargets.ts';

/**
 * Goes on with the same findings as they are known now, or says that none of them is left.
 *
 * @param isLeft whether it can still be done: somebody may have decided otherwise meanwhile
 */
export async function tryAgain(
  store: SnapshotStore,
  targets: readonly Target[],
  run: (fresh: readonly Target[]) => Promise<void>,
  isLeft: (target: Target) => boolean = () => true,
): Promise<void> {
  const fresh = freshTargets(store, targets).filter((target) => !target.finding.underway && isLeft(target));
  if (fresh.length > 0) await run(fresh);
  else void notify.information(nothingLeft);
}
