import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { notify } from '../../notify.ts';

export class Remediations {
  readonly #ports: SettlingHandlersPorts;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
  }

  apply(args: readonly unknown[]): Promise<void> {
    this.#ports.logger.debug(`apply ${args.length}`);
    void notify.information('Applying a remediation is under construction.');
    return Promise.resolve();
  }
}
