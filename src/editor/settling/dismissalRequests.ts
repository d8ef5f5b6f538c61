import type { SettlingHandlersPorts } from './settlingHandlers.ts';
import { notify } from '../notify.ts';

export class DismissalRequests {
  readonly #ports: SettlingHandlersPorts;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
  }

  request(args: readonly unknown[]): Promise<void> {
    this.#ports.logger.debug(`request ${args.length}`);
    void notify.information('Requesting a dismissal is under construction.');
    return Promise.resolve();
  }
}
