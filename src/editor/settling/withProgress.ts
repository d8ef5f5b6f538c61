import * as vscode from 'vscode';
import { inDigits } from '../../core/base/inDigits.ts';
import type { SettleOptions } from '../../core/settling/settleEach.ts';
import { literal } from '../../core/view/literal.ts';
import { viewId } from '../findingsTree.ts';

/** Few are shown on their rows and lines; more have a notification that counts and can be stopped. */
const fewest = 4;

/** Runs something that takes its time over findings, with progress fit for their number. */
export function withProgress<T>(
  title: string,
  total: number,
  run: (options: Pick<SettleOptions, 'onProgress'>, signal: AbortSignal) => Promise<T>,
): Thenable<T> {
  const isLong = total >= fewest;
  const location = isLong ? vscode.ProgressLocation.Notification : { viewId };
  return vscode.window.withProgress(
    { location, title: literal(title), cancellable: isLong },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const onProgress = (done: number) =>
        progress.report({ message: `${inDigits(done)} of ${inDigits(total)}`, increment: 100 / total });
      return run(isLong ? { onProgress } : {}, stop.signal);
    },
  );
}
