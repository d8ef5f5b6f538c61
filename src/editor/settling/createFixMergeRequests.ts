import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { notify } from '../notify.ts';

export function createFixMergeRequests(
  args: readonly unknown[],
  ports: SettlingHandlersPorts,
): Promise<void> {
  ports.logger.debug(`create ${args.length}`);
  void notify.information('Creating a remediation merge request is under construction.');
  return Promise.resolve();
}
