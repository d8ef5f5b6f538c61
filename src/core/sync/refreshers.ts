import type { Disposable } from '../base/disposable.ts';
import type { BranchHead } from './ports.ts';
import { Refresher, type RefresherPorts } from './refresher.ts';
import { RunMemory } from './runMemory.ts';

/** One refresher per repository, each with a memory of its own. */
export class Refreshers implements Disposable {
  readonly #ports: Omit<RefresherPorts, 'memory'>;
  readonly #byRoot = new Map<string, Refresher>();
  readonly #memories = new Map<string, RunMemory>();

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
    const memory = new RunMemory();
    const refresher = new Refresher(head, { ...this.#ports, memory });
    this.#byRoot.set(root, refresher);
    this.#memories.set(root, memory);
    void refresher.refresh();
  }

  remove(root: string): void {
    this.#byRoot.get(root)?.dispose();
    this.#byRoot.delete(root);
    this.#memories.delete(root);
  }

  /** Somebody signed in or out: asks again for all, and nothing is taken for known that another account was given. */
  startAnew(): Promise<void> {
    for (const memory of this.#memories.values()) memory.clear();
    return this.refresh();
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
