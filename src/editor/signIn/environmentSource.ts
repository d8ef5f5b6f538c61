import { readFile, stat } from 'node:fs/promises';
import type { Logger } from '../../core/base/logger.ts';
import type { Instance } from '../../core/model/project.ts';
import { parseInstance } from '../../core/remote/parseInstance.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A sign-in that somebody set up for all programs, in glab's words. */
export interface EnvironmentSignIn {
  readonly instance: Instance;
  readonly token: string;
  /** The variable that the token came from. */
  readonly source: 'GITLAB_TOKEN' | 'GITLAB_TOKEN_FILE';
}

/** No token and no host is longer. */
const longestFile = 4096;

/**
 * `GITLAB_TOKEN` signs in to `GITLAB_HOST`, or to gitlab.com; `GITLAB_TOKEN_FILE` and `GITLAB_HOST_FILE` name files that
 * hold them, as containers and workspaces mount secrets. Files are read when they are needed, so that one that is
 * replaced counts at once.
 */
export class EnvironmentSource {
  readonly #environment: Environment;
  readonly #logger: Logger;
  #said: string | undefined;

  constructor(environment: Environment, logger: Logger) {
    this.#environment = environment;
    this.#logger = logger;
  }

  async read(): Promise<EnvironmentSignIn | undefined> {
    const own = this.#value('GITLAB_TOKEN');
    if (own === undefined && this.#value('GITLAB_TOKEN_FILE') === undefined) return undefined;
    const token = own ?? (await this.#readFile('GITLAB_TOKEN_FILE'));
    const address = this.#value('GITLAB_HOST') ?? (await this.#hostOfFile());
    const instance = address === undefined ? undefined : parseInstance(address);
    if (!token || !instance) return undefined;
    return { instance, token, source: own !== undefined ? 'GITLAB_TOKEN' : 'GITLAB_TOKEN_FILE' };
  }

  /** A variable that is set to nothing is not set. */
  #value(name: string): string | undefined {
    const value = this.#environment[name];
    return value === '' ? undefined : value;
  }

  async #hostOfFile(): Promise<string | undefined> {
    return this.#value('GITLAB_HOST_FILE') === undefined ? 'gitlab.com' : this.#readFile('GITLAB_HOST_FILE');
  }

  async #readFile(variable: 'GITLAB_TOKEN_FILE' | 'GITLAB_HOST_FILE'): Promise<string | undefined> {
    try {
      const path = this.#environment[variable] ?? '';
      if ((await stat(path)).size > longestFile) throw new Error('it is too large');
      const text = (await readFile(path, 'utf8')).trim();
      // A header that it would break is not sent, but the error would show it.
      if (!/^[\x21-\x7e]+$/.test(text)) throw new Error('it is empty, or has more than one line');
      return text;
    } catch (error) {
      const why = `the file that ${variable} names cannot be used: ${error instanceof Error ? error.message : String(error)}`;
      if (this.#said !== why) this.#logger.warn(why);
      this.#said = why;
      return undefined;
    }
  }
}
