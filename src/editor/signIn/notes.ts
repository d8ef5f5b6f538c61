import type { Memento } from 'vscode';
import type { Instance } from '../../core/model/project.ts';

/** Of those kept here, as `keptId` writes them; the key is from before there could be several of an instance. */
const keptKey = 'gitlabSecurity.instances';
const glabKey = 'gitlabSecurity.glabInstances';
const ignoredHostsKey = 'gitlabSecurity.ignoredHosts';
const leftKey = 'gitlabSecurity.left';
const expiryKey = 'gitlabSecurity.expiryTold';

/** What is known of sign-ins without a secret. A list that nothing is left of is removed. */
export class Notes {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** Ids of the sign-ins that are kept here. */
  get kept(): readonly string[] {
    return this.#strings(keptKey);
  }

  /** Those that the user lets glab's configuration sign in to. */
  get glabInstances(): readonly Instance[] {
    return this.#strings(glabKey).map((url) => ({ url }));
  }

  get ignoredHosts(): readonly string[] {
    return this.#strings(ignoredHostsKey);
  }

  /** Ids of sign-ins that have ended, and whose secret could not be removed. */
  get left(): readonly string[] {
    return this.#strings(leftKey);
  }

  async add(id: string): Promise<void> {
    await this.#write(keptKey, [...new Set([...this.kept, id])]);
    await this.forgetLeft(id);
  }

  addLeft(id: string): Promise<void> {
    return this.#write(leftKey, [...new Set([...this.left, id])]);
  }

  forgetLeft(id: string): Promise<void> {
    return this.#without(leftKey, (each) => each === id);
  }

  addGlab({ url }: Instance): Promise<void> {
    return this.#write(glabKey, [...new Set([...this.#strings(glabKey), url])]);
  }

  ignoreHost(host: string): Promise<void> {
    return this.#write(ignoredHostsKey, [...new Set([...this.ignoredHosts, host])]);
  }

  async forget(id: string): Promise<void> {
    await this.#without(keptKey, (each) => each === id);
    await this.#without(expiryKey, (note) => accountOf(note) === id);
  }

  async forgetGlab({ url }: Instance): Promise<void> {
    await this.#without(glabKey, (each) => each === url);
  }

  /** Whether it was noted already; from now on it is. */
  async tellExpiry(id: string, today: string): Promise<boolean> {
    const told = this.#strings(expiryKey);
    if (told.includes(`${today} ${id}`)) return true;
    await this.#write(expiryKey, [...told.filter((note) => accountOf(note) !== id), `${today} ${id}`]);
    return false;
  }

  async #without(key: string, isGone: (text: string) => boolean): Promise<void> {
    const all = this.#strings(key);
    const others = all.filter((text) => !isGone(text));
    if (others.length < all.length) await this.#write(key, others);
  }

  async #write(key: string, values: readonly string[]): Promise<void> {
    await this.#state.update(key, values.length > 0 ? values : undefined);
  }

  #strings(key: string): readonly string[] {
    const value: unknown = this.#state.get(key);
    return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : [];
  }
}

/** What stands behind the day. */
function accountOf(note: string): string {
  return note.slice(note.indexOf(' ') + 1);
}
