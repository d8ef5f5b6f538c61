import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { notify } from '../../notify.ts';

export class Issues {
  readonly #ports: SettlingHandlersPorts;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
  }

  create(args: readonly unknown[]): Promise<void> {
    this.#ports.logger.debug(`create ${args.length}`);
    void notify.information('Creating an issue is under construction.');
    return Promise.resolve();
  }

  submit(): Promise<void> {
    return this.create([]);
  }

  change(): Promise<void> {
    return this.create([]);
  }

  open(args: readonly unknown[]): Promise<void> {
    return this.create(args);
  }
}
