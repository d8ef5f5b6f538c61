import type { Memento } from 'vscode';
import type { Instance } from '../../core/model/project.ts';

/** Remembers in the workspace which of several accounts of an instance its repositories are asked for with. */
export class ChosenAccounts {
  readonly #state: Memento;

  constructor(workspaceState: Memento) {
    this.#state = workspaceState;
  }

  /** The account's id, which nobody may be signed in with any more. */
  of(instance: Instance): string | undefined {
    const id: unknown = this.#state.get(keyOf(instance));
    return typeof id === 'string' ? id : undefined;
  }

  async choose(instance: Instance, id: string): Promise<void> {
    await this.#state.update(keyOf(instance), id);
  }

  async forget(instance: Instance, id: string): Promise<void> {
    if (this.of(instance) === id) await this.#state.update(keyOf(instance), undefined);
  }
}

function keyOf({ url }: Instance): string {
  return `gitlabSecurity.account ${url}`;
}
