import type { Memento } from 'vscode';
import type { Instance } from '../../core/model/project.ts';

const instancesKey = 'gitlabSecurity.instances';
const glabKey = 'gitlabSecurity.glabInstances';
const ignoredHostsKey = 'gitlabSecurity.ignoredHosts';
const expiryKey = 'gitlabSecurity.expiryTold';

/** What is known of sign-ins without a secret. A list that nothing is left of is removed. */
export class Notes {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  get instances(): readonly Instance[] {
    return this.#strings(instancesKey).map((url) => ({ url }));
  }

  /** Those that the user lets glab's configuration sign in to. */
  get glabInstances(): readonly Instance[] {
    return this.#strings(glabKey).map((url) => ({ url }));
  }

  get ignoredHosts(): readonly string[] {
    return this.#strings(ignoredHostsKey);
  }

  add({ url }: Instance): Promise<void> {
    return this.#write(instancesKey, [...new Set([...this.#strings(instancesKey), url])]);
  }

  addGlab({ url }: Instance): Promise<void> {
    return this.#write(glabKey, [...new Set([...this.#strings(glabKey), url])]);
  }

  ignoreHost(host: string): Promise<void> {
    return this.#write(ignoredHostsKey, [...new Set([...this.ignoredHosts, host])]);
  }

  async forget({ url }: Instance): Promise<void> {
    for (const key of [instancesKey, glabKey]) {
      const kept = this.#strings(key);
      if (kept.includes(url))
        await this.#write(
          key,
          kept.filter((other) => other !== url),
        );
    }
    const told = this.#strings(expiryKey);
    const others = told.filter((note) => !note.endsWith(` ${url}`));
    if (others.length < told.length) await this.#write(expiryKey, others);
  }

  /** Whether it was noted already; from now on it is. */
  async tellExpiry({ url }: Instance, today: string): Promise<boolean> {
    const told = this.#strings(expiryKey);
    if (told.includes(`${today} ${url}`)) return true;
    await this.#write(expiryKey, [...told.filter((note) => !note.endsWith(` ${url}`)), `${today} ${url}`]);
    return false;
  }

  async #write(key: string, values: readonly string[]): Promise<void> {
    await this.#state.update(key, values.length > 0 ? values : undefined);
  }

  #strings(key: string): readonly string[] {
    const value: unknown = this.#state.get(key);
    return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
  }
}
