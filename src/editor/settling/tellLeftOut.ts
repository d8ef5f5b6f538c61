import type { Target } from '../../core/settling/ports.ts';
import { leftOutWords } from '../../core/view/settlementWords.ts';
import { notify } from '../notify.ts';

/**
 * Says that some of the findings that were chosen have no part in what follows.
 *
 * @param done what cannot be done about them, as in "cannot be dismissed"
 */
export function tellLeftOut(found: readonly Target[], chosen: readonly Target[], done: string): void {
  const left = found.length - chosen.length;
  if (left > 0) void notify.information(leftOutWords(left, found.length, done));
}
