import type { Disposable } from '../base/disposable.ts';
import type { BranchHead } from './ports.ts';
import { Refresher, type RefresherPorts } from './refresher.ts';
import { RunMemory } from './runMemory.ts';

/** One refresher per repository, each with a memory of its own. */
export class Refreshers implements Disposable {
  readonly #ports: Omit<RefresherPorts, 'memory'>;
  readonly #byRoot = new Map<string, Refresher>();

  constructor(ports: Omit<RefresherPorts, 'memory'>) {
    this.#ports = ports;
  }

  /** A repository's branch, commit or remotes are these now. */
  update(head: BranchHead): void {
    const { root } = head.repository;
    const known = this.#byRoot.get(root);
    if (known) {
      known.update(head);
      return;
    }
    const refresher = new Refresher(head, { ...this.#ports, memory: new RunMemory() });
    this.#byRoot.set(root, refresher);
    void refresher.refresh();
  }

  remove(root: string): void {
    this.#byRoot.get(root)?.dispose();
    this.#byRoot.delete(root);
  }

  /** Asks again for one repository, or for all. */
  async refresh(root?: string): Promise<void> {
    const wanted = root === undefined ? [...this.#byRoot.values()] : [this.#byRoot.get(root)];
    await Promise.all(wanted.map(async (refresher) => refresher?.refresh()));
  }

  dispose(): void {
    for (const root of [...this.#byRoot.keys()]) this.remove(root);
  }
}
